package contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;

import static contract.Checks.check;
import static contract.Checks.equal;
import static contract.Checks.eventually;
import static contract.Checks.refused;
import static contract.Clients.*;

/** The admin client. */
final class AdminChecks {
    static void add() {
        check("Admin_Topic_IsCreatedDescribedGrownAndDeleted", () -> {
            String topic = create(2);
            refused(TopicExistsException.class, () -> admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get());
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
            eventually("there are three", () -> describe(topic).partitions().size() == 3);
            equal(false, describe(topic).topicId().equals(Uuid.ZERO_UUID));
            admin.deleteTopics(Set.of(topic)).all().get();
            eventually("it is gone", () -> !admin.listTopics().names().get().contains(topic));
        });
        check("Admin_Configs_AreAlteredAndDescribed", () -> {
            String topic = create(1);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            AlterConfigOp set = new AlterConfigOp(new ConfigEntry("retention.ms", "5000"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
            eventually("it is set", () -> admin.describeConfigs(Set.of(resource)).all().get().get(resource).get("retention.ms").value().equals("5000"));
            equal(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG, admin.describeConfigs(Set.of(resource)).all().get().get(resource).get("retention.ms").source());
        });
        check("Admin_GroupOffsets_AreAlteredAndDeleted", () -> {
            String topic = create(1);
            TopicPartition partition = new TopicPartition(topic, 0);
            admin.alterConsumerGroupOffsets(topic, Map.of(partition, new OffsetAndMetadata(7, "note"))).all().get();
            OffsetAndMetadata told = admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get().get(partition);
            equal("7 note", told.offset() + " " + told.metadata());
            admin.deleteConsumerGroups(Set.of(topic)).all().get();
            refused(GroupIdNotFoundException.class, () -> admin.describeConsumerGroups(Set.of(topic)).all().get());
        });
        check("Admin_LogDirs_TellTheSizeOfAPartition", () -> {
            String topic = create(1);
            send(topic, "x".repeat(1000));
            Map<String, LogDirDescription> directories = admin.describeLogDirs(Set.of(1)).allDescriptions().get().get(1);
            equal(1, directories.size());
            equal(true, directories.values().iterator().next().replicaInfos().get(new TopicPartition(topic, 0)).size() > 1000);
        });
        check("Admin_Cluster_TellsNodeAndController", () -> {
            equal(List.of(1), admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toList()));
            equal(1, admin.describeCluster().controller().get().id());
        });
        // The last one, and its topics stay: Apache Kafka has no time for the other checks while it makes or deletes 600 partitions.
        check("Admin_TwoHundredTopics_AreCreatedAndDescribed", () -> {
            List<String> names = IntStream.range(0, 200).mapToObj(i -> "many-" + UUID.randomUUID()).collect(Collectors.toList());
            admin.createTopics(names.stream().map(n -> new NewTopic(n, 3, (short) 1)).collect(Collectors.toList())).all().get();
            eventually("all are known", () -> admin.listTopics().names().get().containsAll(names));
            eventually("all have three partitions with a leader", () -> admin.describeTopics(names).allTopicNames().get().values().stream()
                .allMatch(t -> t.partitions().size() == 3 && t.partitions().stream().allMatch(p -> p.leader() != null)));
        });
    }

    private static TopicDescription describe(String topic) throws Exception {
        return admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic);
    }
}
