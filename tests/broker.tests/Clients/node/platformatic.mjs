// What @platformatic/kafka 2.12.1 sees of a broker.
import {
  Admin, ConfigResourceTypes, Consumer, FetchIsolationLevels, ListOffsetTimestamps, Producer, compressionsAlgorithms, stringDeserializers, stringSerializers
} from '@platformatic/kafka'
import { Skipped, assert, broker, check, eventually, newName, run } from './checks.mjs'

// The client asks for Node 22. This is all that it misses in Node 20, which many machines have.
Promise.withResolvers ??= function () {
  const deferred = {}
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }))
  return deferred
}

const connection = { clientId: 'the-client', bootstrapBrokers: [broker], retries: 2, metadataMaxAge: 0 }
const admin = new Admin(connection)

async function create(partitions = 1, configs = {}) {
  const topic = newName()
  await admin.createTopics({ topics: [topic], partitions, replicas: 1, configs: Object.entries(configs).map(([name, value]) => ({ name, value })) })
  // Apache Kafka answers before the node knows the topic.
  await eventually('the topic is known', () => admin.metadata({ topics: [topic], forceUpdate: true }).catch(() => false))
  return topic
}

async function withProducer(use, settings = {}) {
  const producer = new Producer({ ...connection, serializers: stringSerializers, ...settings })
  try {
    return await use(producer)
  } finally {
    await producer.close()
  }
}

const send = (topic, values, more = {}) =>
  withProducer(p => p.send({ messages: values.map(value => ({ topic, value, partition: 0 })), ...more }))

async function withConsumer(settings, use) {
  const consumer = new Consumer({
    ...connection, groupId: newName(), deserializers: stringDeserializers, maxWaitTime: 50, autocommit: false, sessionTimeout: 10_000,
    rebalanceTimeout: 10_000, heartbeatInterval: 200,
    ...settings
  })
  try {
    return await use(consumer)
  } finally {
    await consumer.close(true)
  }
}

/** Reads that many records of the topic in a group, and commits behind the last one. */
const read = (topic, count, settings = {}) => withConsumer(settings, async consumer => {
  const records = []
  const stream = await consumer.consume({ topics: [topic], mode: 'committed', fallbackMode: 'earliest' })
  for await (const record of stream) {
    records.push(record)
    if (records.length === count) {
      await record.commit()
      break
    }
  }
  return records
})

const values = records => records.map(r => r.value)

const readsBack = codec => async () => {
  if (!compressionsAlgorithms[codec].available) throw new Skipped(`Node ${process.version} has no ${codec}`)
  const topic = await create()
  const sent = Array.from({ length: 300 }, (_, i) => `value ${i} ${'x'.repeat(50)}`)
  await send(topic, sent, { compression: codec })
  assert.deepEqual(values(await read(topic, 300)), sent)
}

check('Produce_Uncompressed_IsReadBackInOrder', readsBack('none'))
check('Produce_Gzip_IsReadBackInOrder', readsBack('gzip'))
check('Produce_Snappy_IsReadBackInOrder', readsBack('snappy'))
check('Produce_Lz4_IsReadBackInOrder', readsBack('lz4'))
check('Produce_Zstd_IsReadBackInOrder', readsBack('zstd'))

check('Produce_HeadersNullsAndEmptyValues_ComeBackUnchanged', async () => {
  const topic = await create()
  await withProducer(p => p.send({ messages: [{ topic, key: 'k', headers: { a: '1' } }, { topic, key: 'k', value: '' }] }))
  const [first, second] = await read(topic, 2)
  assert.deepEqual([first.key, first.value ?? null, [...first.headers]], ['k', null, [['a', '1']]])
  assert.equal(second.value, '')
})

check('Produce_AboveTheTopicsLimit_IsRefused', async () => {
  const topic = await create(1, { 'max.message.bytes': '1000' })
  await assert.rejects(send(topic, ['x'.repeat(2000)]))
})

check('Produce_Idempotent_IsReadBackInOrder', async () => {
  const topic = await create()
  await withProducer(async p => {
    for (let i = 0; i < 3; i++) await p.send({ messages: [{ topic, value: `${i}`, partition: 0 }] })
  }, { idempotent: true })
  assert.deepEqual(values(await read(topic, 3)), ['0', '1', '2'])
})

check('Transaction_CommittedAndAborted_OnlyTheFirstIsRead', async () => {
  const topic = await create()
  await withProducer(async p => {
    for (const value of ['kept', 'dropped', 'kept too']) {
      const transaction = await p.beginTransaction()
      await transaction.send({ messages: [{ topic, value, partition: 0 }] })
      await (value === 'dropped' ? transaction.abort() : transaction.commit())
    }
  }, { transactionalId: topic, idempotent: true, acks: -1 })
  assert.deepEqual(values(await read(topic, 2, { isolationLevel: FetchIsolationLevels.READ_COMMITTED })), ['kept', 'kept too'])
})

check('Group_SecondConsumer_GoesOnAtTheCommittedOffset', async () => {
  const topic = await create()
  const groupId = newName()
  await send(topic, ['a', 'b'])
  await read(topic, 2, { groupId })
  await send(topic, ['c'])
  assert.deepEqual(values(await read(topic, 1, { groupId })), ['c'])
})

check('Group_TwoConsumers_ShareThePartitions', async () => {
  const topic = await create(2)
  const groupId = newName()
  await withConsumer({ groupId }, one => withConsumer({ groupId }, async other => {
    await one.consume({ topics: [topic] })
    await other.consume({ topics: [topic] })
    const owned = () => [one, other].map(c => c.assignments?.flatMap(a => a.partitions) ?? [])
    await eventually('each has a partition of its own', () => owned().every(o => o.length === 1) && owned()[0][0] !== owned()[1][0])
  }))
})

check('Offsets_EndsAndByTime_AreTold', async () => {
  const topic = await create()
  const start = BigInt(Date.now() - 3_600_000)
  await withProducer(p => p.send({ messages: [0n, 1n, 2n].map(i => ({ topic, value: `${i}`, partition: 0, timestamp: start + i * 10_000n })) }))
  const at = async timestamp => (await admin.listOffsets({ topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp }] }] }))[0].partitions[0].offset
  assert.deepEqual([await at(ListOffsetTimestamps.EARLIEST), await at(ListOffsetTimestamps.LATEST)], [0n, 3n])
  assert.deepEqual([await at(start - 5000n), await at(start + 5000n), await at(start + 20_000n), await at(start + 21_000n)], [0n, 1n, 2n, -1n])
  assert.equal(await at(ListOffsetTimestamps.MAX), 2n)
})

check('Admin_Topic_IsCreatedDescribedAndDeleted', async () => {
  const topic = await create(2)
  await assert.rejects(admin.createTopics({ topics: [topic], partitions: 1, replicas: 1 }))
  await admin.createPartitions({ topics: [{ name: topic, count: 3, assignments: [{ brokerIds: [1] }] }] })
  await eventually('there are three partitions', async () =>
    (await admin.metadata({ topics: [topic], forceUpdate: true })).topics.get(topic).partitionsCount === 3)
  assert.ok((await admin.listTopics()).includes(topic))
  await admin.deleteTopics({ topics: [topic] })
  await eventually('the topic is gone', async () => !(await admin.listTopics()).includes(topic))
})

check('Admin_Configs_AreDescribedAndAltered', async () => {
  const topic = await create(1, { 'retention.ms': '60000' })
  const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: topic }
  const value = async name => (await admin.describeConfigs({ resources: [{ ...resource, configurationKeys: [name] }] }))[0].configs[0].value
  assert.equal(await value('retention.ms'), '60000')
  await admin.incrementalAlterConfigs({ resources: [{ ...resource, configs: [{ name: 'segment.ms', value: '5000', configOperation: 0 }] }] })
  await eventually('it is set', async () => await value('segment.ms') === '5000')
})

check('Admin_Group_IsListedDescribedMovedAndDeleted', async () => {
  const topic = await create()
  const groupId = newName()
  await send(topic, ['a', 'b'])
  await read(topic, 2, { groupId })
  assert.equal((await admin.listGroups()).get(groupId).protocolType, 'consumer')
  await eventually('the group is empty', async () => (await admin.describeGroups({ groups: [groupId] })).get(groupId).state.toUpperCase() === 'EMPTY')
  const offset = async () => (await admin.listConsumerGroupOffsets({ groups: [groupId] }))[0].topics[0].partitions[0].committedOffset
  assert.equal(await offset(), 2n)
  await admin.alterConsumerGroupOffsets({ groupId, topics: [{ name: topic, partitionOffsets: [{ partition: 0, offset: 1n }] }] })
  assert.equal(await offset(), 1n)
  await admin.deleteConsumerGroupOffsets({ groupId, topics: [{ name: topic, partitionIndexes: [0] }] })
  await admin.deleteGroups({ groups: [groupId] })
  assert.ok(!(await admin.listGroups()).has(groupId))
})

check('Admin_DeleteRecords_MovesTheStart', async () => {
  const topic = await create()
  await send(topic, ['a', 'b', 'c'])
  await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset: 2n }] }] })
  assert.deepEqual(values(await read(topic, 1)), ['c'])
})

await run()
