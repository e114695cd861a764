package contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Named checks; each prints a line when they run: "ok NAME" or "fail NAME: text". */
final class Checks {
    interface Body {
        void run() throws Exception;
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Body> CHECKS = new LinkedHashMap<>();

    static void check(String name, Body body) {
        CHECKS.put(name, body);
    }

    /** Runs those whose name has the given part. */
    static void run(String part) throws Exception {
        // Several at a time: they wait for the broker more than they work.
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<String>> outcomes = new ArrayList<>();
        CHECKS.forEach((name, body) -> {
            if (name.contains(part)) outcomes.add(pool.submit(() -> outcome(name, body)));
        });
        for (Future<String> outcome : outcomes) System.out.println(outcome.get());
    }

    private static String outcome(String name, Body body) {
        try {
            body.run();
            return "ok " + name;
        } catch (Throwable e) {
            return "fail " + name + ": " + e + " | " + Arrays.stream(e.getStackTrace()).map(Object::toString).collect(Collectors.joining(" | "));
        }
    }

    // The conditions poll the broker and so wait by themselves.
    static void eventually(String reason, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds())
            if (System.nanoTime() > end) throw new AssertionError("waited in vain until " + reason);
    }

    static void refused(Class<? extends Exception> kind, Body body) {
        try {
            body.run();
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            if (kind.isInstance(cause)) return;
            throw new AssertionError("expected " + kind + ", was " + cause, cause);
        }
        throw new AssertionError(kind + " was expected, but there was no error");
    }

    static void equal(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) throw new AssertionError("expected " + expected + ", was " + actual);
    }
}
