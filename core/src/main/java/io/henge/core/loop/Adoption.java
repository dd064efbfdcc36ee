package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.ClusterConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the Jobs that Druid's own runner left, once per cluster: each gets a row as the first attempt of its task.
 * When every cluster has been searched, the tasks that no Job was found of are free to be placed, and nothing is searched
 * again. Where all that was not searched is declared dead, they are placed as second attempts; such a cluster is searched
 * when that is taken back.
 * Only the loop's thread may use it.
 */
final class Adoption {
    private static final Logger log = LoggerFactory.getLogger(Adoption.class);

    private final LoopPorts ports;
    private final Mailbox mailbox;
    private final LoopState state;
    private final ClusterWrites records;
    private final Set<ClusterName> searching = new TreeSet<>();

    /** The tasks that a Job was found of. */
    private final Set<TaskId> claimed = new TreeSet<>();

    private boolean settling;

    Adoption(LoopPorts ports, Mailbox mailbox, LoopState state, ClusterWrites records) {
        this.ports = ports;
        this.mailbox = mailbox;
        this.state = state;
        this.records = records;
    }

    void turn(Instant now) {
        if (settling) {
            return;
        }
        List<ClusterRecord> pending = ports.clusters().keySet().stream()
                .map(state::record)
                .filter(record -> record.adoption() == ClusterRecord.Adoption.PENDING)
                .toList();
        List<ClusterName> alive = pending.stream()
                .filter(record -> record.dead() == null)
                .map(ClusterRecord::name)
                .toList();
        if (pending.isEmpty()) {
            settle();
        } else if (alive.isEmpty() && !isSearching(pending) && state.hasUnsettled()) {
            mailbox.post(new Note("adoption", LoopState::presumedLost));
        }
        for (ClusterName name : alive) {
            ClusterConnection cluster = ports.cluster(name);
            if (cluster.synced() && cluster.trouble().isEmpty() && !holdsSuperseded(cluster) && searching.add(name)) {
                search(cluster, now);
            }
        }
    }

    /** Whether rows of what was found may be under way. */
    private boolean isSearching(List<ClusterRecord> pending) {
        return pending.stream().map(ClusterRecord::name).anyMatch(searching::contains);
    }

    /** Until they are deleted the cluster is not searched: nobody would look for them afterwards. */
    private boolean holdsSuperseded(ClusterConnection cluster) {
        return foreignJobs(cluster).anyMatch(job -> state.table().laterThan(job).isPresent());
    }

    private static Stream<JobSighting> foreignJobs(ClusterConnection cluster) {
        return cluster.jobs().stream()
                .flatMap(job -> cluster.find(job).stream())
                .filter(seen -> !seen.owned() && seen.jobPresent());
    }

    private void search(ClusterConnection cluster, Instant now) {
        Map<String, TaskId> suspects =
                state.suspects().keySet().stream().collect(Collectors.toMap(TaskId::value, Function.identity()));
        List<Attempt> found = foreignJobs(cluster)
                .flatMap(seen ->
                        Optional.ofNullable(suspects.get(seen.task()))
                                .map(task -> rowOf(cluster, task, seen, now))
                                .stream())
                .filter(this::claim)
                .toList();
        log.info("Cluster[{}] holds [{}] Jobs of Druid's own runner to adopt", cluster.name(), found.size());
        adopt(cluster.name(), found, 0);
    }

    private Attempt rowOf(ClusterConnection cluster, TaskId task, JobSighting seen, Instant now) {
        return Attempt.placed(
                        AttemptId.first(task),
                        new JobAddress(cluster.name(), cluster.namespace(), seen.job()),
                        Token.NONE,
                        Objects.requireNonNull(state.suspects().get(task)),
                        ports.term().epoch(),
                        now)
                .withJobUid(seen.jobUid());
    }

    /** Of several Jobs of a task, the first that is found counts: its row may not be durable yet when others are found. */
    private boolean claim(Attempt row) {
        boolean first = claimed.add(row.task());
        if (!first) {
            log.warn("Task[{}] also runs as Job[{}], which is left alone", row.task(), row.address());
        }
        return first;
    }

    /** One after the other, since only what is durable before the cluster's record says that all of it is. */
    private void adopt(ClusterName cluster, List<Attempt> found, int index) {
        if (index == found.size()) {
            records.change(cluster, record -> record.with(ClusterRecord.Adoption.DONE), () -> {});
            return;
        }
        Attempt row = found.get(index);
        ports.writer().submit(new LedgerWrite.Put(row), () -> {
            ports.fence().put(row);
            mailbox.post(new Note(row.id().toString(), known -> {
                Collection<AttemptId> changed = known.adopted(row, ports.clock().instant());
                adopt(cluster, found, index + 1);
                return changed;
            }));
        });
    }

    private void settle() {
        settling = true;
        List<ClusterName> unsettled = ports.clusters().keySet().stream()
                .filter(name -> state.record(name).adoption() != ClusterRecord.Adoption.SETTLED)
                .toList();
        AtomicInteger left = new AtomicInteger(unsettled.size());
        for (ClusterName name : unsettled) {
            records.change(name, record -> record.with(ClusterRecord.Adoption.SETTLED), () -> {
                if (left.decrementAndGet() == 0) {
                    mailbox.post(new Note("adoption", LoopState::settled));
                }
            });
        }
    }
}
