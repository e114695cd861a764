"""What kafka-python 2.0.2 sees of a broker: data, time, limits."""
import time

from kafka import TopicPartition
from kafka.errors import MessageSizeTooLargeError, UnknownError

import contract_admin  # its checks are run too
from checks import check, equal, refused, run
from clients import CODECS, consumer, create, need_codec, producer, read, send


@check("Produce_Uncompressed_IsReadBackInOrder", "none")
@check("Produce_Gzip_IsReadBackInOrder", "gzip")
@check("Produce_Snappy_IsReadBackInOrder", "snappy")
@check("Produce_Lz4_IsReadBackInOrder", "lz4")
@check("Produce_Zstd_IsReadBackInOrder", "zstd")
def each_codec(codec):
    need_codec(codec)
    topic = create()
    sent = [b"value %d " % i + b"x" * 50 for i in range(300)]
    send(topic, *sent, compression_type=CODECS[codec], linger_ms=20)
    equal(sent, [record.value for record in read(topic, len(sent))])


@check("Produce_EachAcks_IsReadBack")
def each_acks():
    topic = create()
    for acks in (0, 1, "all"):
        send(topic, b"%s" % str(acks).encode(), acks=acks)
    equal([b"0", b"1", b"all"], [record.value for record in read(topic, 3)])


@check("Produce_HeadersNullsAndEmptyValues_ComeBackUnchanged")
def unusual_records():
    topic = create()
    client = producer()
    client.send(topic, key=b"k", value=None, headers=[("a", b"1"), ("a", b"2"), ("empty", b"")], partition=0)
    client.send(topic, key=None, value=b"", partition=0)
    client.send(topic, key=b"", value=b"v", partition=0)
    client.close()
    equal([(b"k", None, [("a", b"1"), ("a", b"2"), ("empty", b"")]), (None, b"", []), (b"", b"v", [])],
          [(r.key, r.value, r.headers) for r in read(topic, 3)])


@check("Produce_JustBelowTheLimit_IsReadBack")
def below_limit():
    topic = create()
    send(topic, b"x" * 1_048_500, max_request_size=4_000_000)
    equal(1_048_500, len(read(topic, 1)[0].value))


@check("Produce_AboveTheTopicsLimit_IsRefused")
def above_limit():
    topic = create(max_message_bytes="1000")
    refused(MessageSizeTooLargeError, lambda: send(topic, b"x" * 2000))


@check("Produce_WithoutKeyToCompactedTopic_IsRefused")
def keyless():
    topic = create(cleanup_policy="compact")
    refused(UnknownError, lambda: send(topic, b"v"))  # it does not know INVALID_RECORD (87)


@check("Produce_ToLogAppendTimeTopic_IsStampedByTheBroker")
def log_append_time():
    topic = create(message_timestamp_type="LogAppendTime")
    client = producer()
    answer = client.send(topic, b"v", partition=0, timestamp_ms=1000).get(20)
    client.close()
    record = read(topic, 1)[0]
    equal(1, record.timestamp_type)
    equal(answer.timestamp, record.timestamp)


@check("Offsets_ByTime_AreTheFirstAtOrAfter")
def by_time():
    topic, start = create(), int(time.time() - 3600) * 1000
    client = producer()
    for i in range(3):
        client.send(topic, b"%d" % i, partition=0, timestamp_ms=start + i * 10_000)
    client.close()
    reader, partition = consumer(), TopicPartition(topic, 0)

    def at(seconds):
        found = reader.offsets_for_times({partition: start + seconds * 1000})[partition]
        return found and found.offset
    equal([0, 1, 2, None], [at(-5), at(5), at(20), at(21)])
    equal((0, 3), (reader.beginning_offsets([partition])[partition], reader.end_offsets([partition])[partition]))
    reader.close()


@check("Metadata_OfATopic_TellsItsPartitions")
def partitions():
    topic = create(partitions=3)
    reader = consumer()
    equal({0, 1, 2}, reader.partitions_for_topic(topic))
    equal(True, topic in reader.topics())
    reader.close()


run()
