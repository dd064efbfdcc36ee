package io.henge.druid;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.reconcile.Policies;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.druid.indexing.common.config.TaskStorageConfig;
import org.apache.druid.indexing.overlord.HeapMemoryTaskStorage;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.tasklogs.NoopTaskLogs;

/**
 * Druid's task master with a real runner in its term, which took over the rows of a former leader. Cluster {@code east}
 * cannot be seen; {@code west} is well and empty.
 */
public final class LeadingOverlord implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryLedger ledger = new InMemoryLedger("owner");
    private final TaskMaster taskMaster = new TaskMaster(null, null);
    private final HengeTaskRunner runner;

    public LeadingOverlord(Attempt... rows) {
        Term former = ledger.lead("another:8090", NOW);
        List<LedgerWrite> left = Stream.concat(
                        Stream.of(rows).map(LedgerWrite.Put::new),
                        Stream.of("east", "west").map(Attempts::searched))
                .toList();
        ledger.write(former, left);
        runner = new HengeTaskRunner(this::begin, () -> 10, List.of(), new LiveReports(new NobodyAnswers()));
        runner.start();
        taskMaster.becomeHalfLeader(runner, null);
        taskMaster.becomeFullLeader();
        awaitTurn();
    }

    private RunnerTerm begin(TaskRegistry registry) {
        SortedMap<ClusterName, ClusterConnection> clusters = new TreeMap<>();
        clusters.put(new ClusterName("east"), new QuietCluster("east", "the network is down"));
        clusters.put(new ClusterName("west"), new QuietCluster("west", null));
        return RunnerTerm.begin(new RunnerTerm.Parts(
                ledger,
                "overlord:8090",
                clusters.keySet(),
                adopting -> clusters,
                Map::of,
                clusters.keySet(),
                Policies.DEFAULT,
                () -> 10,
                Attempts::jobName,
                () -> new DeepStorageFiles(new NoopTaskLogs(), new DefaultObjectMapper()),
                term -> new StoreRecords(
                        new HeapMemoryTaskStorage(new TaskStorageConfig(null)),
                        (source, ids) -> Set.of(),
                        ledger,
                        term),
                registry));
    }

    /** Returns when readers see all that was known before: a second question is answered behind a whole turn. */
    public void awaitTurn() {
        for (int i = 0; i < 2; i++) {
            runner.declare(new ClusterName("none"), true, "test", "waiting for a turn", null, true)
                    .toCompletableFuture()
                    .join();
        }
    }

    public TaskMaster taskMaster() {
        return taskMaster;
    }

    public InMemoryLedger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        runner.stop();
    }
}
