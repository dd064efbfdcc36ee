package io.henge.druid.runner;

import com.google.common.util.concurrent.ListenableFuture;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.ClusterWord;
import io.henge.core.ledger.LedgerWrite;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskMaster;

/**
 * Druid's task master with a real runner in its term, which took over the rows of a former leader. Cluster {@code east}
 * cannot be seen; {@code west} is well and empty.
 */
public final class LeadingOverlord implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryRunner memory =
            new MemoryRunner(10, new MuteCluster("east", "the network is down"), new MuteCluster("west", null));
    private final TaskMaster taskMaster = new TaskMaster(null, null);

    public LeadingOverlord(Attempt... rows) {
        this(Stream.of(rows).map(LedgerWrite.Put::new).toArray(LedgerWrite[]::new));
    }

    /** @param left what the former leader wrote beside that both clusters were searched */
    public LeadingOverlord(LedgerWrite[] left) {
        memory.leave(Stream.concat(Stream.of(left), Stream.of("east", "west").map(Attempts::searched))
                .toArray(LedgerWrite[]::new));
        memory.runner().start();
        taskMaster.becomeHalfLeader(memory.runner(), null);
        taskMaster.becomeFullLeader();
        awaitTurn();
    }

    /** Returns when readers see all that was known before: a second question is answered behind a whole turn. */
    public void awaitTurn() {
        for (int i = 0; i < 2; i++) {
            memory.runner()
                    .fleet()
                    .declare(new ClusterName("none"), ClusterWord.DEAD, "test", "waiting for a turn", null, true)
                    .toCompletableFuture()
                    .join();
        }
    }

    public TaskMaster taskMaster() {
        return taskMaster;
    }

    /** Lets this be its dynamic configuration. */
    public void configureBy(Supplier<ExecutionConfig> configuration) {
        memory.configureBy(configuration);
    }

    /** Druid hands over a task. */
    public void run(Task task) {
        ListenableFuture<TaskStatus> unused = memory.runner().run(task);
    }

    public InMemoryLedger ledger() {
        return memory.ledger();
    }

    @Override
    public void close() {
        memory.close();
    }
}
