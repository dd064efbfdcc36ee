package io.henge.bench.store;

import io.henge.bench.child.JavaChild;
import io.henge.demo.process.Poll;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.derby.drda.NetworkServerControl;

/** The process of {@link DerbyServer}. */
final class DerbyMain {
    static final String READY = "ready";

    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private DerbyMain() {}

    public static void main(String[] arguments) throws Exception {
        NetworkServerControl server =
                new NetworkServerControl(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        server.start(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.out.println(Poll.until(START_MAX, LOOK_EVERY, () -> answers(server)) ? READY : "no answer");
        JavaChild.awaitEndOfInput();
        System.exit(0);
    }

    private static boolean answers(NetworkServerControl server) {
        try {
            server.ping();
            return true;
        } catch (Exception notYet) {
            return false;
        }
    }
}
