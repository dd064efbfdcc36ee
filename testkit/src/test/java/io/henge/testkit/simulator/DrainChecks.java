package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Verdict;
import io.henge.core.failover.Disposition;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks drains how far they have come: what is left is named, with what is waited for; and what can leave does. */
final class DrainChecks {
    private static final int ASKED_OF = 6;

    /** What could have gone elsewhere for so long after the deadline has to be gone: ten go each second. */
    private static final int SECONDS_MAX = 20;

    private final SimulatedFleet fleet;
    private final Consumer<Runnable> watched;
    private final Random random;

    /** For how many seconds another cluster has had room for what is left, while nothing else took that. */
    private final TreeMap<AttemptId, Integer> couldLeave = new TreeMap<>();

    /** What was left a second ago. */
    private Set<AttemptId> leftBefore = Set.of();

    private long epoch;

    /** @param watched carries out a check in the midst of the code under test */
    DrainChecks(SimulatedFleet fleet, Consumer<Runnable> watched, Random random) {
        this.fleet = fleet;
        this.watched = watched;
        this.random = random;
    }

    /** After a step. */
    void check() {
        if (!fleet.isLed() || random.nextInt(ASKED_OF) > 0) {
            return;
        }
        long asked = fleet.leader().epoch();
        for (ClusterRecord record : fleet.ledger().peekClusters()) {
            if (record.drain() != null) {
                var unused = fleet.loop()
                        .drainWords()
                        .look(record.name())
                        .thenAccept(answer -> watched.accept(() -> checkAnswer(record.name(), asked, answer)));
            }
        }
    }

    /** Those are named of which the leader knew already that they are there. */
    private void checkAnswer(ClusterName cluster, long asked, Verdict answer) {
        if (answer.refusal() != null || !fleet.hasLeader() || fleet.leader().epoch() != asked) {
            return;
        }
        Set<AttemptId> named = answer.consequences().stream()
                .filter(one -> one.leaving() != null && !one.leaving().why().isEmpty())
                .map(Verdict.Consequence::attempt)
                .collect(Collectors.toSet());
        unless(
                named.containsAll(known(cluster)),
                Invariant.DRAINS_END_OR_SAY_WHY_NOT,
                () -> "the drain of " + cluster + " waits for " + known(cluster) + ", but names " + named);
    }

    private List<AttemptId> known(ClusterName cluster) {
        return placedOn(cluster).map(Attempt::id).toList();
    }

    private Stream<Attempt> placedOn(ClusterName cluster) {
        return fleet.ledger().peek().stream()
                .filter(row -> row.cluster().equals(cluster) && row.state() == AttemptState.PLACED)
                .filter(row -> report(row.id())
                        .filter(report -> report.attempt() != null && !report.purgeDebt())
                        .isPresent());
    }

    private Optional<AttemptReport> report(AttemptId id) {
        return Optional.ofNullable(fleet.loop().snapshot().attempts().get(id));
    }

    /** After a step in which all is well and the cluster's drain has come to its deadline. */
    void checkOverdue(ClusterName cluster) {
        TreeMap<AttemptId, Integer> before = new TreeMap<>(couldLeave);
        couldLeave.clear();
        if (!fleet.isLed() || fleet.leader().epoch() != epoch) {
            epoch = fleet.hasLeader() ? fleet.leader().epoch() : 0;
            return;
        }
        Set<AttemptId> left = placedOn(cluster).map(Attempt::id).collect(Collectors.toSet());
        int more = left.containsAll(leftBefore) ? 1 : 0;
        leftBefore = left;
        placedOn(cluster).filter(this::canLeave).forEach(row -> {
            int seconds = before.getOrDefault(row.id(), 0) + more;
            couldLeave.put(row.id(), seconds);
            unless(
                    seconds < SECONDS_MAX,
                    Invariant.DRAINS_END_OR_SAY_WHY_NOT,
                    () -> row.id() + " is left on " + cluster + ", though another cluster has had room for " + seconds
                            + " s");
        });
    }

    private boolean canLeave(Attempt row) {
        TaskId task = row.task();
        @Nullable AttemptReport report = report(row.id()).orElse(null);
        return report != null
                && !report.released()
                && !fleet.outcomes().containsKey(task)
                && Disposition.of(row.traits()) == Disposition.RELAUNCH
                && !Disposition.isStreaming(row.traits())
                && fleet.loop().snapshot().explain(report).obstacle() == null;
    }
}
