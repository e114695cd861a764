package contract;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;

import static contract.Checks.check;
import static contract.Checks.equal;
import static contract.Checks.eventually;
import static contract.Checks.refused;
import static contract.Clients.*;

/** Groups of both protocols. */
final class GroupChecks {
    static void add() {
        check("Group_RangeAssignor_SharesThePartitions", () -> shares("range", "partition.assignment.strategy", RangeAssignor.class.getName()));
        check("Group_CooperativeSticky_SharesThePartitions",
            () -> shares("cooperative", "partition.assignment.strategy", CooperativeStickyAssignor.class.getName()));
        check("Group_ConsumerProtocol_SharesThePartitions", () -> shares("consumer", "group.protocol", "consumer"));
        check("Group_SecondConsumer_GoesOnAtTheCommittedOffset", () -> {
            String topic = create(1);
            for (String value : new String[] {"a", "b", "c"}) send(topic, value);
            try (Consumer<String, String> first = consumer("group.id", topic, "max.poll.records", "1")) {
                first.subscribe(Set.of(topic));
                poll(first, 2);
                first.commitSync();
            }
            try (Consumer<String, String> second = consumer("group.id", topic)) {
                second.subscribe(Set.of(topic));
                equal("c", poll(second, 1).get(0).value());
            }
        });
        check("Group_StaticMemberAgain_KeepsItsPartitionsWithoutRebalance", () -> {
            String topic = create(2);
            String[] settings = {"group.id", topic, "group.instance.id", "one", "session.timeout.ms", "10000"};
            int generation;
            try (Consumer<String, String> first = consumer(settings)) {
                first.subscribe(Set.of(topic));
                eventually("it has both", () -> pollOnce(first).assignment().size() == 2);
                generation = first.groupMetadata().generationId();
            }
            try (Consumer<String, String> again = consumer(settings)) {
                again.subscribe(Set.of(topic));
                eventually("it has both again", () -> pollOnce(again).assignment().size() == 2);
                equal(generation, again.groupMetadata().generationId());
            }
        });
    }

    private static void shares(String name, String... settings) throws Exception {
        String topic = create(4);
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "group.id";
        all[settings.length + 1] = topic;
        try (Consumer<String, String> one = consumer(all); Consumer<String, String> other = consumer(all)) {
            one.subscribe(Set.of(topic));
            eventually("the first has all", () -> pollOnce(one).assignment().size() == 4);
            other.subscribe(Set.of(topic));
            eventually("each has two", () -> pollOnce(one).assignment().size() == 2 & pollOnce(other).assignment().size() == 2);
            Set<Integer> owned = new TreeSet<>();
            for (Consumer<String, String> member : List.of(one, other)) member.assignment().forEach(p -> owned.add(p.partition()));
            equal("[0, 1, 2, 3]", owned.toString());
            String type = name.equals("consumer") ? "Consumer" : "Classic";
            ConsumerGroupDescription group = admin.describeConsumerGroups(Set.of(topic)).all().get().get(topic);
            equal(type + " Stable 2", group.type() + " " + group.groupState() + " " + group.members().size());
        }
    }
}
