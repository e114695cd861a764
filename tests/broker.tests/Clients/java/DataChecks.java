package contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;

import static contract.Checks.check;
import static contract.Checks.equal;
import static contract.Checks.eventually;
import static contract.Checks.refused;
import static contract.Clients.*;

/** Producing, consuming, time and limits. */
final class DataChecks {
    static void add() {
        check("Produce_Uncompressed_IsReadBackInOrder", () -> readsBack("none"));
        check("Produce_Gzip_IsReadBackInOrder", () -> readsBack("gzip"));
        check("Produce_Snappy_IsReadBackInOrder", () -> readsBack("snappy"));
        check("Produce_Lz4_IsReadBackInOrder", () -> readsBack("lz4"));
        check("Produce_Zstd_IsReadBackInOrder", () -> readsBack("zstd"));
        check("Produce_HeadersNullsAndEmptyValues_ComeBackUnchanged", () -> {
            String topic = create(1);
            try (Producer<String, String> producer = producer()) {
                ProducerRecord<String, String> first = new ProducerRecord<>(topic, "k", null);
                first.headers().add("a", "1".getBytes(StandardCharsets.UTF_8)).add("a", null);
                producer.send(first).get();
                producer.send(new ProducerRecord<>(topic, null, "")).get();
            }
            List<ConsumerRecord<String, String>> read = read(topic, 2);
            equal("k null [a=1, a=null]", read.get(0).key() + " " + read.get(0).value() + " " + headers(read.get(0)));
            equal("null  []", read.get(1).key() + " " + read.get(1).value() + " " + headers(read.get(1)));
        });
        check("Produce_JustBelowTheLimit_IsReadBack", () -> {
            String topic = create(1);
            send(topic, "x".repeat(1_048_500), "max.request.size", "4000000");
            equal(1_048_500, read(topic, 1).get(0).value().length());
        });
        check("Produce_AboveTheLimit_IsRefused", () -> {
            String topic = create(1);
            refused(RecordTooLargeException.class, () -> send(topic, "x".repeat(1_048_600), "max.request.size", "4000000"));
        });
        check("Produce_WithoutKeyToCompactedTopic_NamesTheRecord", () -> {
            String topic = create(1, "cleanup.policy", "compact");
            try (Producer<String, String> producer = producer("linger.ms", "200", "enable.idempotence", "false")) {
                Future<RecordMetadata> keyed = producer.send(new ProducerRecord<>(topic, "k", "v"));
                Future<RecordMetadata> keyless = producer.send(new ProducerRecord<>(topic, null, "v"));
                refused(InvalidRecordException.class, keyless::get);
                // The client tells apart, by the record_errors of Produce v8, which record was bad and which was only in its batch.
                String text = message(keyed::get);
                equal(true, text.contains("Failed to append record because it was part of a batch which had one more more invalid records"));
            }
        });
        check("Produce_ToLogAppendTimeTopic_IsStampedByTheBroker", () -> {
            String topic = create(1, "message.timestamp.type", "LogAppendTime");
            long stamp;
            try (Producer<String, String> producer = producer()) {
                stamp = producer.send(new ProducerRecord<>(topic, null, 1000L, "k", "v")).get().timestamp();
            }
            ConsumerRecord<String, String> record = read(topic, 1).get(0);
            equal("LogAppendTime " + stamp, record.timestampType() + " " + record.timestamp());
        });
        check("Offsets_ByTime_AreTheFirstAtOrAfter", () -> {
            String topic = create(1);
            TopicPartition partition = new TopicPartition(topic, 0);
            long start = System.currentTimeMillis() - 3_600_000;
            try (Producer<String, String> producer = producer()) {
                for (long i = 0; i < 3; i++) producer.send(new ProducerRecord<>(topic, null, start + i * 10_000, "k", "v")).get();
            }
            try (Consumer<String, String> consumer = consumer()) {
                List<Object> found = new ArrayList<>();
                for (long seconds : new long[] {-5, 5, 20, 21}) {
                    OffsetAndTimestamp at = consumer.offsetsForTimes(Map.of(partition, start + seconds * 1000)).get(partition);
                    found.add(at == null ? null : at.offset());
                }
                equal("[0, 1, 2, null]", found.toString());
                equal("0 3", consumer.beginningOffsets(Set.of(partition)).get(partition) + " " + consumer.endOffsets(Set.of(partition)).get(partition));
            }
        });
    }

    private static void readsBack(String codec) throws Exception {
        String topic = create(1);
        List<String> sent = IntStream.range(0, 300).mapToObj(i -> "value " + i + " " + "x".repeat(50)).collect(Collectors.toList());
        try (Producer<String, String> producer = producer("compression.type", codec, "linger.ms", "20")) {
            for (String value : sent) producer.send(new ProducerRecord<>(topic, "k", value));
        }
        equal(sent, values(read(topic, sent.size())));
    }

    private static String headers(ConsumerRecord<String, String> record) {
        List<String> all = new ArrayList<>();
        record.headers().forEach(h -> all.add(h.key() + "=" + (h.value() == null ? null : new String(h.value(), StandardCharsets.UTF_8))));
        return all.toString();
    }

    private static String message(Checks.Body body) {
        try {
            body.run();
            return "";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }
}
