package contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static contract.Checks.eventually;

/** The verbs of the checks over Apache Kafka's clients. Settings are given as names and values by turns. */
final class Clients {
    static String broker;
    static Admin admin;

    static void connect(String address) {
        broker = address;
        admin = Admin.create(Map.of("bootstrap.servers", broker));
    }

    static String create(int partitions, String... configs) throws Exception {
        String topic = "java-" + UUID.randomUUID();
        admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1).configs(pairs(configs)))).all().get();
        // Apache Kafka answers before the node knows the topic.
        eventually("the topic is known", () -> admin.listTopics().names().get().contains(topic));
        return topic;
    }

    static Map<String, String> pairs(String... settings) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) pairs.put(settings[i], settings[i + 1]);
        return pairs;
    }

    static Producer<String, String> producer(String... settings) {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", broker, "max.block.ms", "15000"));
        all.putAll(pairs(settings));
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    static Consumer<String, String> consumer(String... settings) {
        Map<String, Object> all = new HashMap<>(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false", "fetch.max.wait.ms", "50"));
        if (!Arrays.asList(settings).contains("group.protocol")) all.put("heartbeat.interval.ms", "200");
        all.putAll(pairs(settings));
        all.put("bootstrap.servers", broker);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    static void send(String topic, String value, String... settings) throws Exception {
        try (Producer<String, String> producer = producer(settings)) {
            producer.send(new ProducerRecord<>(topic, "k", value)).get();
        }
    }

    static List<ConsumerRecord<String, String>> read(String topic, int count, String... settings) throws Exception {
        try (Consumer<String, String> consumer = consumer(settings)) {
            Collection<TopicPartition> all = Set.of(new TopicPartition(topic, 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            return poll(consumer, count);
        }
    }

    static List<ConsumerRecord<String, String>> poll(Consumer<String, String> consumer, int count) throws Exception {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        eventually(count + " records came", () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return records.size() >= count;
        });
        return records;
    }

    static Consumer<String, String> pollOnce(Consumer<String, String> consumer) {
        consumer.poll(Duration.ofMillis(50));
        return consumer;
    }

    static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).collect(Collectors.toList());
    }
}
