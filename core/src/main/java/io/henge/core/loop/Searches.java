package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.Chores;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerEvent;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the search for the Jobs that Druid's own runner left: each becomes a row, as the first attempt of its task.
 * Only the loop's thread may use it.
 */
final class Searches {
    private static final Logger log = LoggerFactory.getLogger(Searches.class);

    private final LoopPorts ports;
    private final Mailbox mailbox;
    private final LoopState state;
    private final ClusterWrites writes;
    private final Predicate<ClusterName> doubted;
    private final Set<ClusterName> begun = new TreeSet<>();

    /** The tasks that a Job was found of. */
    private final Set<TaskId> claimed = new TreeSet<>();

    private boolean settling;

    /** @param doubted whether a cluster may be another one than it is called */
    Searches(LoopPorts ports, Mailbox mailbox, LoopState state, ClusterWrites writes, Predicate<ClusterName> doubted) {
        this.ports = ports;
        this.mailbox = mailbox;
        this.state = state;
        this.writes = writes;
        this.doubted = doubted;
    }

    /** How far it has come. */
    Chores.Adoption view() {
        if (settling) {
            return Chores.Adoption.OVER;
        }
        List<Chores.Search> searches = ports.clusters().keySet().stream()
                .map(name -> new Chores.Search(state.record(name), isReady(name), begun.contains(name)))
                .toList();
        return new Chores.Adoption(false, state.hasUnsettled(), searches);
    }

    /** Until what is stale there is deleted it is not searched: nobody would look for that afterwards. */
    private boolean isReady(ClusterName name) {
        ClusterConnection cluster = ports.cluster(name);
        return state.record(name).adoption() == ClusterRecord.Adoption.PENDING
                && cluster.synced()
                && !doubted.test(name)
                && cluster.trouble().isEmpty()
                && foreignJobs(cluster)
                        .noneMatch(job -> state.table().laterThan(job).isPresent());
    }

    private static Stream<JobSighting> foreignJobs(ClusterConnection cluster) {
        return cluster.jobs().stream()
                .flatMap(job -> cluster.find(job).stream())
                .filter(seen -> !seen.owned() && seen.jobPresent());
    }

    void search(ClusterName name, Instant now) {
        begun.add(name);
        ClusterConnection cluster = ports.cluster(name);
        Map<String, TaskId> suspects =
                state.suspects().keySet().stream().collect(Collectors.toMap(TaskId::value, Function.identity()));
        List<Attempt> found = foreignJobs(cluster)
                .flatMap(seen ->
                        Optional.ofNullable(suspects.get(seen.task()))
                                .map(task -> rowOf(cluster, task, seen, now))
                                .stream())
                .filter(this::claim)
                .toList();
        log.info("Cluster[{}] holds [{}] Jobs of Druid's own runner to adopt", name, found.size());
        adopt(name, found, 0);
    }

    private Attempt rowOf(ClusterConnection cluster, TaskId task, JobSighting seen, Instant now) {
        return Attempt.placed(
                        AttemptId.first(task),
                        new JobAddress(cluster.name(), cluster.namespace(), seen.job()),
                        Token.NONE,
                        Objects.requireNonNull(state.suspects().get(task)),
                        ports.lead().term().epoch(),
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
            writes.change(cluster, record -> record.with(ClusterRecord.Adoption.DONE), () -> {});
            return;
        }
        Attempt row = found.get(index);
        ports.lead()
                .writer()
                .submit(
                        new LedgerWrite.Put(row),
                        () -> {
                            ports.lead().fence().put(row);
                            noteAdopted(row);
                            mailbox.post(new Note(row.id().toString(), known -> {
                                Collection<AttemptId> changed =
                                        known.adopted(row, ports.clock().instant());
                                adopt(cluster, found, index + 1);
                                return changed;
                            }));
                        },
                        why -> {
                            log.error("Job[{}] cannot be adopted: {}", row.address(), why);
                            mailbox.post(new Note(row.id().toString(), known -> {
                                adopt(cluster, found, index + 1);
                                return List.of();
                            }));
                        });
    }

    private void noteAdopted(Attempt row) {
        ports.lead()
                .writer()
                .note(new LedgerEvent(
                        LedgerEvent.Kind.ADOPTED,
                        ports.clock().instant(),
                        ports.lead().term().holder(),
                        LedgerEvent.About.attempt(row.id(), row.cluster()),
                        "Job[" + row.address().job() + "] of Druid's own runner"));
    }

    void settle() {
        settling = true;
        List<ClusterName> unsettled = ports.clusters().keySet().stream()
                .filter(name -> state.record(name).adoption() != ClusterRecord.Adoption.SETTLED)
                .toList();
        AtomicInteger left = new AtomicInteger(unsettled.size());
        for (ClusterName name : unsettled) {
            writes.change(name, record -> record.with(ClusterRecord.Adoption.SETTLED), () -> {
                if (left.decrementAndGet() == 0) {
                    mailbox.post(new Note("adoption", LoopState::settled));
                }
            });
        }
    }
}
