"""Writes or reads the records of the cross-reading tests: matrix.py BROKER write|read TOPIC:CODEC…; says "ok TOPIC" or "fail TOPIC: text"."""
import sys

from checks import Skipped, equal
from clients import need_codec, poll, consumer, producer
from kafka import TopicPartition

COUNT = 50


def record(i):
    return b"k%d" % i, b"value %d " % i + b"x" * 50, [("h", b"v")]


def write(topic, codec):
    client = producer(compression_type=codec, linger_ms=50)
    for key, value, headers in map(record, range(COUNT)):
        client.send(topic, key=key, value=value, headers=headers, partition=0)
    client.close()


def read(topic, codec):
    client = consumer()
    client.assign([TopicPartition(topic, 0)])
    client.seek_to_beginning()
    equal([record(i) for i in range(COUNT)], [(r.key, r.value, r.headers) for r in poll(client, COUNT)])
    client.close()


for name, codec in (argument.split(":") for argument in sys.argv[3:]):
    try:
        need_codec(codec)
        {"write": write, "read": read}[sys.argv[2]](name, codec)
        print("ok", name)
    except Skipped as e:
        print(f"skip {name}: {e}")
    except Exception as e:
        print(f"fail {name}: {e!r}")
