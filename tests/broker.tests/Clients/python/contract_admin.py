"""What kafka-python 2.0.2 sees of a broker: groups and the admin client."""
import threading
import time

from kafka import TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import TopicAlreadyExistsError, UnknownTopicOrPartitionError

from checks import check, equal, eventually, new_name, refused
from clients import admin, consumer, create, poll, send


@check("Group_SecondConsumer_GoesOnAtTheCommittedOffset")
def goes_on():
    topic, group = create(), new_name()
    send(topic, b"a", b"b", b"c")
    first = consumer(topic, group_id=group, max_poll_records=1, enable_auto_commit=False)
    poll(first, 2)
    first.commit()
    first.close()
    second = consumer(topic, group_id=group)
    equal([b"c"], [record.value for record in poll(second, 1)])
    second.close()


@check("Group_TwoConsumers_ShareThePartitions")
def share():
    topic, group, shared = create(partitions=2), new_name(), threading.Event()
    owned = [None, None]

    def member(number):
        client = consumer(topic, group_id=group, heartbeat_interval_ms=200, max_poll_interval_ms=10_000)
        while not shared.is_set():
            client.poll(timeout_ms=50)
            owned[number] = {p.partition for p in client.assignment()}
        client.close()
    # One thread each: a poll of this client waits for the whole rebalance, and so for the poll of the other.
    members = [threading.Thread(target=member, args=(number,), daemon=True) for number in range(2)]
    for thread in members:
        thread.start()
    try:
        eventually("each consumer has one partition", lambda: time.sleep(0.05) or sorted(map(str, owned)) == ["{0}", "{1}"])
    finally:
        shared.set()
        for thread in members:
            thread.join(20)


@check("Admin_Group_IsListedDescribedAndDeleted")
def groups():
    topic, group = create(), new_name()
    send(topic, b"a", b"b")
    member = consumer(topic, group_id=group, client_id="the-client")
    poll(member, 2)
    member.commit()
    client = admin()
    equal(True, (group, "consumer") in client.list_consumer_groups())
    described = client.describe_consumer_groups([group])[0]
    equal(("Stable", "consumer", 1), (described.state, described.protocol_type, len(described.members)))
    equal("the-client", described.members[0].client_id)
    equal([(topic, [0])], described.members[0].member_assignment.assignment)
    equal(2, client.list_consumer_group_offsets(group)[TopicPartition(topic, 0)].offset)
    member.close()
    client.delete_consumer_groups([group])
    equal(False, (group, "consumer") in client.list_consumer_groups())
    client.close()


@check("Admin_Topic_IsCreatedDescribedAndDeleted")
def topics():
    client, name = admin(), new_name()
    client.create_topics([NewTopic(name, 2, 1)])
    refused(TopicAlreadyExistsError, lambda: client.create_topics([NewTopic(name, 2, 1)]))
    eventually("it is in the list", lambda: name in client.list_topics())  # Apache Kafka lists it a moment after it is created
    described = client.describe_topics([name])[0]
    equal((0, 2), (described["error_code"], len(described["partitions"])))
    client.delete_topics([name])
    eventually("the topic is gone", lambda: name not in client.list_topics())
    refused(UnknownTopicOrPartitionError, lambda: client.delete_topics([name]))
    client.close()


@check("Admin_CreatePartitions_AddsThem")
def more_partitions():
    client, topic = admin(), create()
    client.create_partitions({topic: NewPartitions(3)})
    eventually("there are three", lambda: len(client.describe_topics([topic])[0]["partitions"]) == 3)
    client.close()


@check("Admin_DescribeConfigs_TellsValueAndSource")
def configs():
    client, topic = admin(), create(retention_ms="60000")
    answer = client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])[0]
    entries = {entry[0]: (entry[1], entry[3]) for entry in answer.resources[0][4]}
    equal(("60000", 1), entries["retention.ms"])
    equal(("delete", 5), entries["cleanup.policy"])
    client.close()


@check("Admin_DescribeCluster_TellsTheController")
def cluster():
    client = admin()
    described = client.describe_cluster()
    equal([described["controller_id"]], [node["node_id"] for node in described["brokers"]])
    equal(22, len(described["cluster_id"]))
    client.close()
