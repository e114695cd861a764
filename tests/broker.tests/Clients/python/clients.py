"""The verbs of the checks over kafka-python."""
import kafka.codec
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic

from checks import Skipped, broker, eventually, new_name

CODECS = {"none": None, "gzip": "gzip", "snappy": "snappy", "lz4": "lz4", "zstd": "zstd"}


def has_codec(codec):
    return codec == "none" or getattr(kafka.codec, "has_" + codec)()


def need_codec(codec):
    if not has_codec(codec):
        raise Skipped(f"Python has no module for {codec}; tests/run installs it where it may")


def producer(**settings):
    return KafkaProducer(bootstrap_servers=broker, **settings)


def consumer(*topics, **settings):
    return KafkaConsumer(*topics, bootstrap_servers=broker, auto_offset_reset="earliest", fetch_max_wait_ms=50, **settings)


def admin():
    return KafkaAdminClient(bootstrap_servers=broker)


def create(partitions=1, **configs):
    name = new_name()
    client = admin()
    client.create_topics([NewTopic(name, partitions, 1, topic_configs={k.replace("_", "."): v for k, v in configs.items()})])
    # Apache Kafka answers before the node knows the topic.
    eventually("the topic is known", lambda: client.describe_topics([name])[0]["error_code"] == 0)
    client.close()
    return name


def send(topic, *values, **settings):
    """Sends the values to partition 0 and waits for every answer."""
    client = producer(**settings)
    for answer in [client.send(topic, value, partition=0) for value in values]:
        answer.get(20)
    client.close()


def read(topic, count):
    """Reads that many records from the start of partition 0."""
    client = consumer()
    client.assign([TopicPartition(topic, 0)])
    client.seek_to_beginning()
    records = poll(client, count)
    client.close()
    return records


def poll(client, count):
    records = []

    def enough():
        for batch in client.poll(timeout_ms=200).values():
            records.extend(batch)
        return len(records) >= count
    eventually(f"{count} records came", enough)
    return records
