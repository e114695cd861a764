package contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

import static contract.Checks.check;
import static contract.Checks.equal;
import static contract.Checks.eventually;
import static contract.Checks.refused;
import static contract.Clients.*;

/** Transactional producers and those who read what they wrote. */
final class TransactionChecks {
    static void add() {
        check("Transaction_CommittedAndAborted_ReadCommittedSeesTheFirstOnly", () -> {
            String topic = create(1);
            try (Producer<String, String> producer = producer("transactional.id", topic)) {
                producer.initTransactions();
                for (String value : new String[] {"kept", "dropped", "kept too"}) {
                    producer.beginTransaction();
                    producer.send(new ProducerRecord<>(topic, "k", value)).get();
                    if (value.equals("dropped")) producer.abortTransaction();
                    else producer.commitTransaction();
                }
            }
            equal("[kept, kept too]", values(read(topic, 2, "isolation.level", "read_committed")).toString());
            equal("[kept, dropped, kept too]", values(read(topic, 3)).toString());
        });
        check("Transaction_SecondProducer_FencesTheFirst", () -> {
            String topic = create(1);
            try (Producer<String, String> first = producer("transactional.id", topic); Producer<String, String> second = producer("transactional.id", topic)) {
                first.initTransactions();
                first.beginTransaction();
                first.send(new ProducerRecord<>(topic, "k", "lost")).get();
                second.initTransactions();
                refused(ProducerFencedException.class, first::commitTransaction);
                second.beginTransaction();
                second.send(new ProducerRecord<>(topic, "k", "kept"));
                second.commitTransaction();
            }
            equal("[kept]", values(read(topic, 1, "isolation.level", "read_committed")).toString());
        });
        check("Transaction_WithOffsets_CommitsBothOrNone", () -> {
            String topic = create(1);
            TopicPartition partition = new TopicPartition(topic, 0);
            send(topic, "in");
            try (Producer<String, String> producer = producer("transactional.id", topic);
                 Consumer<String, String> consumer = consumer("group.id", topic)) {
                consumer.subscribe(Set.of(topic));
                poll(consumer, 1);
                producer.initTransactions();
                List<Object> offsets = new ArrayList<>();
                for (boolean commit : new boolean[] {false, true}) {
                    producer.beginTransaction();
                    producer.send(new ProducerRecord<>(topic, "k", "out"));
                    producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(1)), consumer.groupMetadata());
                    if (commit) producer.commitTransaction();
                    else producer.abortTransaction();
                    offsets.add(consumer.committed(Set.of(partition)).get(partition));
                }
                equal(null, offsets.get(0));
                equal(1L, ((OffsetAndMetadata) offsets.get(1)).offset());
            }
        });
        check("Transaction_Open_IsListedAndDescribed", () -> {
            String topic = create(1);
            try (Producer<String, String> producer = producer("transactional.id", topic)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, "k", "v")).get();
                TransactionDescription open = admin.describeTransactions(Set.of(topic)).description(topic).get();
                equal("ONGOING [" + topic + "-0]", open.state().name() + " " + open.topicPartitions());
                equal(true, admin.listTransactions().all().get().stream().anyMatch(t -> t.transactionalId().equals(topic)));
                equal(1, admin.describeProducers(Set.of(new TopicPartition(topic, 0))).all().get().get(new TopicPartition(topic, 0)).activeProducers().size());
                producer.abortTransaction();
            }
        });
    }
}
