package io.henge.bench.runner;

import io.henge.bench.child.JavaChild;
import io.henge.bench.figure.OwnProcess;
import io.henge.bench.overlord.Overlord;
import java.nio.file.Path;
import java.util.Map;

/** The new leader's process in {@link RestoreBenchmark}: says its times in seconds, then its heap in MiB. */
final class RestoreMain {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String FRESH = "restore-fresh";

    private RestoreMain() {}

    /** The id of a task that an earlier leader has left. */
    static String task(int number) {
        return "restore-" + number;
    }

    public static void main(String[] arguments) throws Exception {
        Path scratch = Path.of(arguments[0]);
        Map<String, Path> kubeconfigs = Map.of(Stage.EAST, Path.of(arguments[2]), Stage.WEST, Path.of(arguments[3]));
        int tasks = Integer.parseInt(arguments[4]);
        try (Overlord overlord = Overlord.of(scratch, arguments[1], kubeconfigs, Integer.MAX_VALUE)) {
            long begin = System.nanoTime();
            overlord.start();
            say(begin);
            for (int i = 0; i < tasks; i++) {
                overlord.run(task(i));
            }
            overlord.run(FRESH);
            say(begin);
            Stage.until("the new task runs", () -> overlord.isRunning(FRESH));
            say(begin);
            // Those of the cluster that hangs have a location of old, which counts as running.
            Stage.until("all tasks are seen", () -> overlord.countRunning() == tasks + 1);
            say(begin);
            System.out.println(OwnProcess.heapMebibytes());
            JavaChild.awaitEndOfInput();
        }
        System.exit(0);
    }

    private static void say(long beginNanos) {
        System.out.println((System.nanoTime() - beginNanos) / NANOS_PER_SECOND);
    }
}
