package io.henge.bench.runner;

import io.henge.bench.overlord.Overlord;
import io.henge.bench.store.DerbyServer;
import io.henge.bench.stub.StubClusters;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Poll;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A metadata store and two clusters, each in a process of its own, for an Overlord in this one. */
public record Stage(Path scratch, DerbyServer store, StubClusters clusters) implements AutoCloseable {
    static final String EAST = "east";
    static final String WEST = "west";

    /** Longer than anything takes on a loaded machine; reaching it ends the benchmark without a figure. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /**
     * Starts all three processes.
     *
     * @param runTime how long every pod runs
     */
    public static Stage set(Path scratch, Duration runTime) throws IOException {
        DerbyServer store = DerbyServer.start(scratch);
        try {
            return new Stage(scratch, store, StubClusters.start(scratch, runTime, EAST, WEST));
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** An Overlord on this stage that does not lead yet, and places whatever is handed in. */
    public Overlord overlord() throws IOException {
        return overlord(Integer.MAX_VALUE);
    }

    /** One with so many attempts at once. */
    Overlord overlord(int capacity) throws IOException {
        return Overlord.of(scratch, store.url(), clusters.kubeconfigs(), capacity);
    }

    /** Waits for {@code condition}; {@code what} says it in words. */
    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        until(what, PATIENCE, condition);
    }

    /** As above, for something that may take as long as {@code patience}. */
    public static void until(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        if (!Poll.until(patience, LOOK_EVERY, condition)) {
            throw new PartFailed("It took more than " + patience.toMinutes() + " minutes until " + what + ".");
        }
    }

    @Override
    public void close() {
        try (store) {
            clusters.close();
        }
    }
}
