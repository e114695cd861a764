// Writes or reads the records of the cross-reading tests: matrix.mjs BROKER kafkajs|platformatic write|read TOPIC:CODEC…
// It says "ok TOPIC", "skip TOPIC: reason" or "fail TOPIC: text".
import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import kafkajs from 'kafkajs'

// See platformatic.mjs.
Promise.withResolvers ??= function () {
  const deferred = {}
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }))
  return deferred
}
const { Consumer, Producer, compressionsAlgorithms, stringDeserializers, stringSerializers } = await import('@platformatic/kafka')

const [broker, client, mode, ...topics] = process.argv.slice(2)
const records = Array.from({ length: 50 }, (_, i) => ({ key: `k${i}`, value: `value ${i} ${'x'.repeat(50)}`, headers: { h: 'v' } }))
const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING })
const options = { clientId: 'matrix', bootstrapBrokers: [broker] }

const clients = {
  kafkajs: {
    has: codec => codec === 'gzip',
    async write(topic) {
      const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
      await producer.connect()
      await producer.send({ topic, compression: kafkajs.CompressionTypes.GZIP, messages: records })
      await producer.disconnect()
    },
    async read(topic) {
      const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 50 })
      const read = []
      await consumer.connect()
      await consumer.subscribe({ topic, fromBeginning: true })
      await new Promise(resolve => consumer.run({
        eachMessage: async ({ message }) => {
          read.push({ key: `${message.key}`, value: `${message.value}`, headers: { h: `${message.headers.h}` } })
          if (read.length === records.length) resolve()
        }
      }))
      await consumer.disconnect()
      return read
    }
  },
  platformatic: {
    has: codec => compressionsAlgorithms[codec].available,
    async write(topic, compression) {
      const producer = new Producer({ ...options, serializers: stringSerializers })
      await producer.send({ compression, messages: records.map(r => ({ ...r, topic, partition: 0 })) })
      await producer.close()
    },
    async read(topic) {
      const consumer = new Consumer({ ...options, groupId: randomUUID(), deserializers: stringDeserializers, maxWaitTime: 50, autocommit: false })
      const read = []
      for await (const { key, value, headers } of await consumer.consume({ topics: [topic], mode: 'earliest' })) {
        read.push({ key, value, headers: Object.fromEntries(headers) })
        if (read.length === records.length) break
      }
      await consumer.close(true)
      return read
    }
  }
}

await Promise.all(topics.map(async argument => {
  const [topic, codec] = argument.split(':')
  if (!clients[client].has(codec)) return console.log(`skip ${topic}: ${client} has no ${codec} here`)
  try {
    const read = await clients[client][mode](topic, codec)
    if (mode === 'read') assert.deepEqual(read, records)
    console.log(`ok ${topic}`)
  } catch (e) {
    console.log(`fail ${topic}: ${String(e.stack ?? e).replaceAll('\n', ' | ')}`)
  }
}))
process.exit(0)
