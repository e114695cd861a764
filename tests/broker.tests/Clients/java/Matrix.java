package contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

import static contract.Checks.equal;

/** Writes or reads the records of the cross-reading tests: Matrix BROKER write|read TOPIC:CODEC…; says "ok TOPIC" or "fail TOPIC: text". */
public final class Matrix {
    private static final int COUNT = 50;

    public static void main(String[] arguments) {
        Clients.connect(arguments[0]);
        Arrays.stream(arguments).skip(2).parallel().forEach(argument -> {
            String[] topic = argument.split(":");
            try {
                if (arguments[1].equals("write")) write(topic[0], topic[1]);
                else read(topic[0]);
                System.out.println("ok " + topic[0]);
            } catch (Throwable e) {
                System.out.println("fail " + topic[0] + ": " + e);
            }
        });
        System.exit(0);
    }

    private static void write(String topic, String codec) {
        try (Producer<String, String> producer = Clients.producer("compression.type", codec, "linger.ms", "50")) {
            for (int i = 0; i < COUNT; i++) {
                ProducerRecord<String, String> record = new ProducerRecord<>(topic, "k" + i, "value " + i + " " + "x".repeat(50));
                record.headers().add("h", "v".getBytes(StandardCharsets.UTF_8));
                producer.send(record);
            }
        }
    }

    private static void read(String topic) throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) expected.add("k" + i + "=value " + i + " " + "x".repeat(50) + "=h=v");
        for (ConsumerRecord<String, String> r : Clients.read(topic, COUNT))
            actual.add(r.key() + "=" + r.value() + "=h=" + new String(r.headers().lastHeader("h").value(), StandardCharsets.UTF_8));
        equal(expected, actual);
    }
}
