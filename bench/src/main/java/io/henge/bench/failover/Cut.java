package io.henge.bench.failover;

import io.henge.bench.dispatch.AuditTail;
import io.henge.bench.dispatch.AuditTail.Answered;
import io.henge.bench.overlord.Overlord;
import io.henge.bench.runner.Stage;
import io.henge.core.attempt.TaskId;
import io.henge.core.health.HealthState;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import io.henge.core.time.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** One cut of a cluster and its return, watched from the snapshots of the loop. For one thread. */
final class Cut {
    /** Something that is waited for, measured from the cut; from {@link #ANSWERED} on, from the return. */
    enum Milestone {
        LAST_PLACED,
        LOST,
        TAKEN,
        REPLACED,
        ALL_REPLACED,
        ANSWERED,
        CLEAN
    }

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many looks there are to one new task. */
    private static final int LOOKS_PER_TASK = 10;

    private static final int NEW_TASKS = 60;

    private final Region region;
    private final Overlord overlord;
    private final Ailment ailment;
    private final int tasks;
    private final AuditTail audit;
    private final SteadyClock clock = new SteadyClock();
    private final Map<Milestone, Long> at = new EnumMap<>(Milestone.class);

    /** Those that were on the cluster when it was cut off. */
    private final List<String> there = new ArrayList<>();

    /** New ones that have no place yet. */
    private final Set<String> waiting = new HashSet<>();

    private final List<String> all = new ArrayList<>();
    private long cut;
    private long back;
    private double lastDelete;

    Cut(Region region, Overlord overlord, Ailment ailment, int tasks) {
        this.region = region;
        this.overlord = overlord;
        this.ailment = ailment;
        this.tasks = tasks;
        this.audit = new AuditTail(region.clusters().cluster(Region.UNWELL));
    }

    /** All of it; leaves everything as it was. Says what came when. */
    String live() throws IOException, InterruptedException {
        for (int i = 0; i < tasks; i++) {
            run("before-" + i);
        }
        Stage.until("all tasks run", () -> all.stream().allMatch(overlord::isRunning));
        all.stream().filter(task -> overlord.isOn(Region.UNWELL, task)).forEach(there::add);
        cut = System.nanoTime();
        ailment.begin(region.unwell());
        try {
            look("all are replaced", this::lookAtLoss, () -> at.containsKey(Milestone.ALL_REPLACED));
        } finally {
            ailment.end(region.unwell());
        }
        List<Answered> unused = audit.next();
        Instant returned = clock.instant();
        back = System.nanoTime();
        look("the cluster is clean", this::lookAtReturn, () -> at.containsKey(Milestone.CLEAN));
        lastDelete = audit.next().stream()
                .filter(request -> request.what().equals("delete jobs") && request.isOfHenge())
                .map(request -> Duration.between(returned, request.at()).toMillis() / MILLIS_PER_SECOND)
                .reduce(0.0, Math::max);
        all.forEach(overlord::shutdown);
        Stage.until("nothing is left", () -> overlord.known() == 0);
        return words();
    }

    private String run(String name) {
        String task = ailment.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + name;
        overlord.run(task, AskedPlace.anywhere(AskedPlace.USUAL), () -> {});
        all.add(task);
        return task;
    }

    /** What comes between two looks is told 20 ms late at most. */
    private static void look(String what, LongConsumer look, BooleanSupplier isOver) throws InterruptedException {
        long[] looks = {0};
        Stage.until(what, PATIENCE, () -> {
            look.accept(looks[0]++);
            return isOver.getAsBoolean();
        });
    }

    private void lookAtLoss(long number) {
        if (number % LOOKS_PER_TASK == 0 && number / LOOKS_PER_TASK <= NEW_TASKS) {
            waiting.add(run("new-" + number));
        }
        LoopSnapshot seen = overlord.snapshot();
        for (String task : List.copyOf(waiting)) {
            seen.find(new TaskId(task)).map(AttemptReport::attempt).ifPresent(attempt -> {
                waiting.remove(task);
                if (attempt.cluster().value().equals(Region.UNWELL)) {
                    there.add(task);
                    at.put(Milestone.LAST_PLACED, System.nanoTime());
                }
            });
        }
        if (Region.stateOf(overlord, Region.UNWELL) == HealthState.LOST) {
            reached(Milestone.LOST);
        }
        long replaced = there.stream()
                .filter(task -> !overlord.isOn(Region.UNWELL, task) && overlord.isRunning(task))
                .count();
        if (there.stream().anyMatch(task -> seen.of(new TaskId(task)).stream().anyMatch(AttemptReport::purgeDebt))) {
            reached(Milestone.TAKEN);
        }
        if (replaced > 0) {
            reached(Milestone.REPLACED);
        }
        if (replaced == there.size()) {
            reached(Milestone.ALL_REPLACED);
        }
    }

    private void lookAtReturn(long number) {
        HealthState state = Region.stateOf(overlord, Region.UNWELL);
        if (state == HealthState.RECOVERING || state == HealthState.HEALTHY) {
            reached(Milestone.ANSWERED);
        }
        LoopSnapshot seen = overlord.snapshot();
        boolean owes = there.stream()
                .flatMap(task -> seen.of(new TaskId(task)).stream())
                .anyMatch(AttemptReport::purgeDebt);
        if (!owes) {
            reached(Milestone.CLEAN);
        }
    }

    private void reached(Milestone stage) {
        at.putIfAbsent(stage, System.nanoTime());
    }

    /** How many were lost with the cluster. */
    int lost() {
        return there.size();
    }

    /** From the cut; 0 where it did not come to that. */
    double seconds(Milestone stage) {
        return (at.getOrDefault(stage, cut) - cut) / NANOS_PER_SECOND;
    }

    /** From the return. */
    double secondsBack(Milestone stage) {
        return (at.getOrDefault(stage, back) - back) / NANOS_PER_SECOND;
    }

    /** From the return until the last Job was asked to be deleted; what is left after that is the cluster's own to do. */
    double lastDelete() {
        return lastDelete;
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        for (Milestone stage : Milestone.values()) {
            double seconds = stage.compareTo(Milestone.ANSWERED) < 0 ? seconds(stage) : secondsBack(stage);
            words.append(String.format(Locale.ROOT, "%s %.2f s; ", stage.name().toLowerCase(Locale.ROOT), seconds));
        }
        return words.append(String.format(Locale.ROOT, "last DELETE %.2f s", lastDelete))
                .toString();
    }
}
