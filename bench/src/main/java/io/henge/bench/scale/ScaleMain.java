package io.henge.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.child.JavaChild;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.OwnProcess;
import io.henge.bench.figure.Pace;
import io.henge.bench.runner.Stage;
import io.henge.bench.store.Store;
import io.henge.ledger.sql.SqlLedger;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.commons.dbcp2.BasicDataSource;

/** The process that is measured in {@link ScaleBenchmark}; says how far it has come and, as a line of JSON, what it did. */
final class ScaleMain {
    /** What it says one after the other, before the last line. */
    static final List<String> STEPS = List.of("watched", "all run", "some came and went");

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int PER_SECOND = 100;
    private static final int WARM_UP_PART = 4;
    private static final long LOOK_NANOS = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PretendOverlord overlord;
    private final int tasks;

    private ScaleMain(PretendOverlord overlord, int tasks) {
        this.overlord = overlord;
        this.tasks = tasks;
    }

    /**
     * Measures.
     *
     * @param arguments the metadata store, how many clusters and tasks, how long pods end and come at an even pace
     */
    public static void main(String[] arguments) throws Exception {
        BasicDataSource pool = Store.pool("org.apache.derby.jdbc.ClientDriver", arguments[0], "VALUES 1");
        SqlLedger ledger = new SqlLedger(pool::getConnection, "bench", () -> "bench", true);
        long begin = System.nanoTime();
        try (PretendOverlord overlord = new PretendOverlord(ledger, Integer.parseInt(arguments[1]))) {
            Stage.until("every cluster is watched", PATIENCE, overlord::isReady);
            double ready = secondsSince(begin);
            System.out.println(STEPS.get(0));
            ScaleMain main = new ScaleMain(overlord, Integer.parseInt(arguments[2]));
            ScaleResult result = main.run(ready, Duration.parse(arguments[3]), ledger);
            System.out.println(new ObjectMapper().writeValueAsString(result));
            JavaChild.awaitEndOfInput();
        }
        System.exit(0);
    }

    private ScaleResult run(double ready, Duration pace, SqlLedger ledger) throws InterruptedException {
        overlord.forgetSpans();
        double cpu = OwnProcess.cpuSeconds();
        double launching = secondsUntil("all tasks run", this::handIn, () -> overlord.located() == tasks);
        System.out.println(STEPS.get(1));
        double longestTurn = overlord.turns().millis(1);
        double spent = OwnProcess.cpuSeconds() - cpu;
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        double heap = OwnProcess.heapMebibytes();
        pace(pace.dividedBy(WARM_UP_PART));
        overlord.forgetSpans();
        pace(pace);
        System.out.println(STEPS.get(2));
        Latencies turns = overlord.turns();
        Latencies lags = overlord.lags();
        cpu = OwnProcess.cpuSeconds();
        double ending = secondsUntil("no task is left", this::endAll, () -> overlord.known() == 0);
        return new ScaleResult(
                ready,
                new ScaleResult.Launch(launching, longestTurn),
                new ScaleResult.Upkeep(spent + OwnProcess.cpuSeconds() - cpu, heap, threads),
                new ScaleResult.Spread(turns.millis(0.5), turns.millis(0.99), turns.millis(1)),
                new ScaleResult.Spread(lags.millis(0.5), lags.millis(0.99), lags.millis(1)),
                ending,
                ledger.attempts().size());
    }

    private void handIn() {
        for (int i = 0; i < tasks; i++) {
            overlord.accept();
        }
    }

    /** All pods that run, and those that are coming to. */
    private void endAll() {
        for (int ended = 0; ended < tasks; ended++) {
            while (!overlord.endOne()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** One pod ends and one task is handed in, at an even pace. */
    private void pace(Duration length) {
        Pace.keep(PER_SECOND, length.toMillis() * PER_SECOND / 1_000, due -> {
            if (overlord.endOne()) {
                overlord.accept();
            }
        });
    }

    private static double secondsUntil(String what, Runnable act, BooleanSupplier condition)
            throws InterruptedException {
        long begin = System.nanoTime();
        act.run();
        Stage.until(what, PATIENCE, condition);
        return secondsSince(begin);
    }

    private static double secondsSince(long beginNanos) {
        return (System.nanoTime() - beginNanos) / NANOS_PER_SECOND;
    }
}
