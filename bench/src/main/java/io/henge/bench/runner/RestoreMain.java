package io.henge.bench.runner;

import io.henge.bench.child.JavaChild;
import io.henge.bench.figure.OwnProcess;
import io.henge.bench.overlord.Overlord;
import java.nio.file.Path;
import java.util.Map;

/** The new leader's process in {@link RestoreBenchmark}: says when it begins, its times in seconds, then its heap in MiB. */
final class RestoreMain {
    /** How often it begins to lead: a virtual machine that has led before has less to compile. */
    static final int TERMS = 2;

    private static final double NANOS_PER_SECOND = 1e9;

    private RestoreMain() {}

    /** The id of a task that an earlier leader has left. */
    static String task(int number) {
        return "restore-" + number;
    }

    /** The id of the new task of a term. */
    static String fresh(int term) {
        return "restore-fresh-" + term;
    }

    public static void main(String[] arguments) throws Exception {
        Path scratch = Path.of(arguments[0]);
        Map<String, Path> kubeconfigs = Map.of(Stage.EAST, Path.of(arguments[2]), Stage.WEST, Path.of(arguments[3]));
        int tasks = Integer.parseInt(arguments[4]);
        for (int term = 0; term < TERMS; term++) {
            try (Overlord overlord = Overlord.of(scratch, arguments[1], kubeconfigs, Integer.MAX_VALUE)) {
                lead(overlord, tasks, term);
                if (term == TERMS - 1) {
                    JavaChild.awaitEndOfInput();
                }
            }
        }
        System.exit(0);
    }

    private static void lead(Overlord overlord, int tasks, int term) throws InterruptedException {
        long begin = System.nanoTime();
        System.out.println(begin);
        overlord.start();
        say(begin);
        for (int i = 0; i < tasks; i++) {
            overlord.run(task(i));
        }
        for (int i = 0; i < term; i++) {
            overlord.run(fresh(i));
        }
        overlord.run(fresh(term));
        say(begin);
        Stage.until("the new task runs", () -> overlord.isRunning(fresh(term)));
        say(begin);
        // Those of the cluster that hangs have a location of old, which counts as running.
        Stage.until("all tasks are seen", () -> overlord.countRunning() == tasks + term + 1);
        say(begin);
        System.out.println(OwnProcess.heapMebibytes());
    }

    private static void say(long beginNanos) {
        System.out.println((System.nanoTime() - beginNanos) / NANOS_PER_SECOND);
    }
}
