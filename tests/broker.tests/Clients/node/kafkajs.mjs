// What kafkajs 2.2.4 sees of a broker.
import kafkajs from 'kafkajs'
import { assert, broker, check, eventually, newName, run } from './checks.mjs'

const { CompressionTypes, ConfigResourceTypes, Kafka, Partitioners, logLevel } = kafkajs
const kafka = new Kafka({ clientId: 'the-client', brokers: [broker], logLevel: logLevel.NOTHING })
const admin = kafka.admin()

async function create(numPartitions = 1, configs = {}) {
  const topic = newName()
  const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }))
  await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }] })
  // Apache Kafka answers before the node knows the topic.
  await eventually('the topic is known', () => admin.fetchTopicMetadata({ topics: [topic] }).catch(() => false))
  return topic
}

/** For looks at a topic's offsets: another call of the same client can disturb them. */
async function withAdmin(use) {
  const own = kafka.admin()
  await own.connect()
  try {
    return await use(own)
  } finally {
    await own.disconnect()
  }
}

async function withProducer(use, settings = {}) {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, retry: { retries: 2 }, ...settings })
  await producer.connect()
  try {
    return await use(producer)
  } finally {
    await producer.disconnect()
  }
}

const send = (topic, values, more = {}) =>
  withProducer(p => p.send({ topic, messages: values.map(value => ({ value, partition: 0 })), ...more }))

async function withConsumer(settings, use) {
  const consumer = kafka.consumer({ groupId: newName(), maxWaitTimeInMs: 50, rebalanceTimeout: 10_000, heartbeatInterval: 200, ...settings })
  await consumer.connect()
  try {
    return await use(consumer)
  } finally {
    await consumer.disconnect()
  }
}

/** Reads that many records of the topic in a group. */
const read = (topic, count, settings = {}) => withConsumer(settings, async consumer => {
  const records = []
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ autoCommitThreshold: 1, eachMessage: async ({ message }) => records.length < count && records.push(message) })
  await eventually(`${count} records came`, () => records.length >= count)
  return records
})

const texts = records => records.map(r => String(r.value))

const readsBack = compression => async () => {
  const topic = await create()
  const sent = Array.from({ length: 300 }, (_, i) => `value ${i} ${'x'.repeat(50)}`)
  await send(topic, sent, { compression })
  assert.deepEqual(texts(await read(topic, 300)), sent)
}

check('Produce_Uncompressed_IsReadBackInOrder', readsBack(CompressionTypes.None))

check('Produce_Gzip_IsReadBackInOrder', readsBack(CompressionTypes.GZIP))

check('Produce_HeadersNullsAndEmptyValues_ComeBackUnchanged', async () => {
  const topic = await create()
  await withProducer(p => p.send({ topic, messages: [{ key: 'k', value: null, headers: { a: ['1', '2'] } }, { key: null, value: '' }] }))
  const [first, second] = await read(topic, 2)
  assert.deepEqual([String(first.key), first.value, first.headers.a.map(String)], ['k', null, ['1', '2']])
  assert.deepEqual([second.key, second.value.length], [null, 0])
})

check('Produce_AboveTheTopicsLimit_IsRefused', async () => {
  const topic = await create(1, { 'max.message.bytes': '1000' })
  await assert.rejects(send(topic, ['x'.repeat(2000)]), { type: 'MESSAGE_TOO_LARGE' })
})

check('Produce_Idempotent_IsReadBackInOrder', async () => {
  const topic = await create()
  await withProducer(async p => {
    for (let i = 0; i < 3; i++) await p.send({ topic, messages: [{ value: `${i}`, partition: 0 }] })
  }, { idempotent: true })
  assert.deepEqual(texts(await read(topic, 3)), ['0', '1', '2'])
})

check('Transaction_CommittedAndAborted_OnlyTheFirstIsRead', async () => {
  const topic = await create()
  await withProducer(async p => {
    for (const value of ['kept', 'dropped', 'kept too']) {
      const transaction = await p.transaction()
      await transaction.send({ topic, messages: [{ value }] })
      await (value === 'dropped' ? transaction.abort() : transaction.commit())
    }
  }, { transactionalId: topic, maxInFlightRequests: 1, idempotent: true })
  assert.deepEqual(texts(await read(topic, 2)), ['kept', 'kept too'])
})

check('Group_SecondConsumer_GoesOnAtTheCommittedOffset', async () => {
  const topic = await create()
  const groupId = newName()
  await send(topic, ['a', 'b'])
  await read(topic, 2, { groupId })
  await send(topic, ['c'])
  assert.deepEqual(texts(await read(topic, 1, { groupId })), ['c'])
})

check('Group_TwoConsumers_ShareThePartitions', async () => {
  const topic = await create(2)
  const groupId = newName()
  const owned = [[], []]
  const member = async (number, then) => withConsumer({ groupId }, async consumer => {
    consumer.on(consumer.events.GROUP_JOIN, e => { owned[number] = e.payload.memberAssignment[topic] ?? [] })
    await consumer.subscribe({ topic })
    await consumer.run({ eachMessage: async () => {} })
    await then()
  })
  await member(0, () => member(1, () =>
    eventually('each has a partition of its own', () => owned.every(o => o.length === 1) && owned[0][0] !== owned[1][0])))
})

check('Group_Seek_ReadsFromThere', async () => {
  const topic = await create()
  await send(topic, ['a', 'b', 'c'])
  await withConsumer({}, async consumer => {
    const seen = []
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({ eachMessage: async ({ message }) => { seen.push(String(message.value)) } })
    consumer.seek({ topic, partition: 0, offset: '2' })
    await eventually('the last one came', () => seen.at(-1) === 'c')
  })
})

check('Offsets_EndsAndByTime_AreTold', async () => {
  const topic = await create()
  const start = Date.now() - 3_600_000
  await withProducer(p => p.send({ topic, messages: [0, 1, 2].map(i => ({ value: `${i}`, timestamp: `${start + i * 10_000}` })) }))
  await withAdmin(async own => {
    assert.deepEqual(await own.fetchTopicOffsets(topic), [{ partition: 0, offset: '3', high: '3', low: '0' }])
    const at = async seconds => (await own.fetchTopicOffsetsByTimestamp(topic, start + seconds * 1000))[0].offset
    assert.deepEqual([await at(-5), await at(5), await at(20), await at(21)], ['0', '1', '2', '3'])
  })
})

check('Admin_Topic_IsCreatedDescribedAndDeleted', async () => {
  const topic = await create(2)
  assert.equal(await admin.createTopics({ topics: [{ topic }] }), false)
  await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] })
  const known = async () => (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]
  await eventually('there are three partitions', async () => (await known()).partitions.length === 3)
  assert.ok((await admin.listTopics()).includes(topic))
  await admin.deleteTopics({ topics: [topic] })
  await eventually('the topic is gone', async () => !(await admin.listTopics()).includes(topic))
})

check('Admin_Configs_AreDescribedAndAltered', async () => {
  const topic = await create(1, { 'retention.ms': '60000' })
  const resource = { type: ConfigResourceTypes.TOPIC, name: topic }
  const values = async () => {
    const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: false })
    return Object.fromEntries(resources[0].configEntries.map(e => [e.configName, e.configValue]))
  }
  assert.equal((await values())['retention.ms'], '60000')
  await admin.alterConfigs({ resources: [{ ...resource, configEntries: [{ name: 'segment.ms', value: '5000' }] }] })
  await eventually('only what was given is set', async () => {
    const now = await values()
    return now['segment.ms'] === '5000' && now['retention.ms'] === '604800000'
  })
})

check('Admin_Group_IsListedDescribedMovedAndDeleted', async () => {
  const topic = await create()
  const groupId = newName()
  await send(topic, ['a', 'b'])
  await read(topic, 2, { groupId })
  assert.ok((await admin.listGroups()).groups.some(g => g.groupId === groupId && g.protocolType === 'consumer'))
  assert.equal((await admin.describeGroups([groupId])).groups[0].state, 'Empty')
  const offset = async () => (await admin.fetchOffsets({ groupId, topics: [topic] }))[0].partitions[0].offset
  assert.equal(await offset(), '2')
  await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '1' }] })
  assert.equal(await offset(), '1')
  await admin.deleteGroups([groupId])
  assert.ok(!(await admin.listGroups()).groups.some(g => g.groupId === groupId))
})

check('Admin_DeleteRecords_MovesTheStart', async () => {
  const topic = await create()
  await send(topic, ['a', 'b', 'c'])
  await withAdmin(async own => {
    await own.fetchTopicOffsets(topic)
    await own.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] })
  })
  assert.deepEqual(texts(await read(topic, 1)), ['c'])
})

check('Admin_DescribeCluster_TellsTheController', async () => {
  const cluster = await admin.describeCluster()
  assert.deepEqual([cluster.brokers.map(b => b.nodeId), cluster.clusterId.length], [[cluster.controller], 22])
})

await admin.connect()
await run()
