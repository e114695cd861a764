package contract;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.common.utils.Exit;

/**
 * Runs Apache Kafka's command line tools one after the other in one JVM, because the start of one costs more than a second.
 * A line on standard input is NUMBER, the tool's name and arguments, and what it reads: "3 BASE64 BASE64", arguments separated by zero bytes.
 * The answer is "done NUMBER STATUS BASE64 BASE64": standard output, standard error.
 */
public final class ToolShell {
    private static final class Ended extends RuntimeException {
        Ended() {
            super(null, null, false, false);
        }
    }

    /** What System.out and System.err are for the whole life of the JVM: some classes keep the stream they see first. */
    private static final class Captured extends OutputStream {
        private ByteArrayOutputStream target = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            target.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            target.write(bytes, offset, length);
        }

        synchronized String take() {
            String text = Base64.getEncoder().encodeToString(target.toByteArray());
            target = new ByteArrayOutputStream();
            return text;
        }
    }

    private static final Pattern CLASS = Pattern.compile("kafka-run-class\\.sh\" (\\S+) \"\\$@\"");
    private static final Captured OUT = new Captured();
    private static final Captured ERR = new Captured();
    private static final List<Runnable> HOOKS = new ArrayList<>();
    private static Integer endedWith;

    public static void main(String[] home) throws Exception {
        PrintStream answers = System.out;
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.setOut(new PrintStream(OUT, true));
        System.setErr(new PrintStream(ERR, true));
        Exit.setExitProcedure((status, message) -> end(status));
        Exit.setHaltProcedure((status, message) -> end(status));
        Exit.setShutdownHookAdder((name, hook) -> HOOKS.add(hook));
        for (String line; (line = requests.readLine()) != null; ) {
            String[] parts = line.split(" ", -1);
            String[] command = decode(parts[1]).split("\0");
            System.setIn(new ByteArrayInputStream(decode(parts[2]).getBytes(StandardCharsets.UTF_8)));
            int status = run(classOf(home[0], command[0]), Arrays.copyOfRange(command, 1, command.length));
            System.out.flush();
            answers.println("done " + parts[0] + " " + status + " " + OUT.take() + " " + ERR.take());
            answers.flush();
        }
        System.exit(0);
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** The class that the script of that name in bin starts. */
    private static String classOf(String home, String tool) throws Exception {
        Matcher match = CLASS.matcher(Files.readString(Path.of(home, "bin", tool + ".sh")));
        if (!match.find()) throw new IllegalArgumentException(tool + " starts no class");
        return match.group(1);
    }

    // Some tools catch what ends them and end again, as failed: the first status is the one that a process would have had.
    private static void end(int status) {
        if (endedWith == null) endedWith = status;
        throw new Ended();
    }

    private static int run(String type, String[] arguments) throws Exception {
        endedWith = null;
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try {
            Class.forName(type).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof Ended)) {
                e.getCause().printStackTrace();
                endedWith = 1;
            }
        }
        // As a JVM does: when the last thread has ended, the hooks run.
        for (Thread thread : Thread.getAllStackTraces().keySet())
            if (!thread.isDaemon() && !before.contains(thread)) thread.join();
        HOOKS.forEach(Runnable::run);
        HOOKS.clear();
        return endedWith == null ? 0 : endedWith;
    }
}
