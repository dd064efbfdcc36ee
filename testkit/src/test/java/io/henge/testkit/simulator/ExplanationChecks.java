package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.placement.Appraisal;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.Explanation;
import io.henge.core.report.LoopSnapshot;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks at each step why some waiting task waits: what is written explains it, and what is said to have a place gets one soon.
 */
final class ExplanationChecks {
    /** What was said to have a place for so long has to have it. */
    private static final int SECONDS_MAX = 5;

    private final SimulatedFleet fleet;
    private final DrawnWishes wishes;
    private final PlacementChecks placements;
    private final Random random;

    /** For how many seconds each task has been said to have a place. */
    private final TreeMap<TaskId, Integer> promised = new TreeMap<>();

    /** Those whose end was told: Druid may not have stored it, and until it does they wait for nothing. */
    private final Set<TaskId> told = new TreeSet<>();

    private long epoch;

    ExplanationChecks(SimulatedFleet fleet, DrawnWishes wishes, PlacementChecks placements, Random random) {
        this.fleet = fleet;
        this.wishes = wishes;
        this.placements = placements;
        this.random = random;
    }

    /** The end of a task is told. */
    void told(TaskId task) {
        told.add(task);
    }

    /** After a step. */
    void check() {
        if (!fleet.isLed() || fleet.leader().epoch() != epoch) {
            promised.clear();
            epoch = fleet.hasLeader() ? fleet.leader().epoch() : 0;
            return;
        }
        LoopSnapshot now = fleet.loop().snapshot();
        if (!now.pending().isEmpty()) {
            List<TaskId> pending = List.copyOf(now.pending());
            promised.putIfAbsent(pending.get(random.nextInt(pending.size())), 0);
        }
        for (TaskId task : List.copyOf(promised.keySet())) {
            Optional<Explanation> explained =
                    now.find(task).filter(this::waitsForAPlace).map(now::explain);
            explained.ifPresent(one -> one.findings().forEach(finding -> checkFinding(task, finding, one)));
            if (explained.isPresent() && explained.get().obstacle() == null) {
                int seconds = promised.merge(task, 1, Integer::sum);
                unless(
                        seconds < SECONDS_MAX,
                        Invariant.EXPLAINED_AS_DECIDED,
                        () -> task + " is said to have a place for " + seconds + " s, and has none: " + explained);
            } else {
                promised.remove(task);
            }
        }
    }

    /** What has a reason of its own to wait for is another matter. */
    private boolean waitsForAPlace(AttemptReport report) {
        return report.state() == AttemptReport.State.WAITING
                && report.progress().why() == null
                && !report.released()
                && !told.contains(report.task())
                && !placements.isUnderWay(report.id());
    }

    private void checkFinding(TaskId task, Appraisal finding, Explanation all) {
        ClusterName cluster = finding.cluster();
        Optional<String> refusal = wishes.refusal(task, cluster);
        boolean named = wishes.named(task)
                .filter(one -> !one.equals(cluster) && !isClosed(one, all))
                .isPresent();
        switch (finding.kind()) {
            case FITS ->
                unless(
                        refusal.isEmpty() && !named,
                        Invariant.EXPLAINED_AS_DECIDED,
                        () -> cluster + " is said to fit " + task + ", but it is refused: " + refusal);
            case EXCLUDED ->
                unless(
                        refusal.isPresent() || wishes.named(task).isPresent() || wishes.keepsTogether(task),
                        Invariant.EXPLAINED_AS_DECIDED,
                        () -> cluster + " is said to be excluded for " + task + ", by nothing that is written: "
                                + finding.sentence());
            case TOO_SMALL, FULL ->
                unless(
                        refusal.isEmpty(),
                        Invariant.EXPLAINED_AS_DECIDED,
                        () -> cluster + " is said to lack room for " + task + ", but it is refused: " + refusal);
            case CLOSED -> {
                // That is another invariant.
            }
        }
    }

    /** Also one that is not registered. */
    private static boolean isClosed(ClusterName cluster, Explanation all) {
        return all.findings().stream()
                .noneMatch(finding -> finding.cluster().equals(cluster) && finding.kind() != Appraisal.Kind.CLOSED);
    }
}
