package io.henge.bench.failover;

import io.henge.bench.Benchmark;
import io.henge.bench.dispatch.AuditTail;
import io.henge.bench.dispatch.AuditTail.Answered;
import io.henge.bench.failover.PacedTasks.Window;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.core.time.SteadyClock;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What tasks on one cluster notice while another is unwell in each way that is known, against the time just before and the time
 * just after.
 */
public final class IsolationBenchmark implements Benchmark {
    private static final double TARGET_RATIO = 1.2;
    private static final double P99 = 0.99;

    /**
     * On the cluster that is well, and on the other one. Two cores bear about three times as many Jobs and pods; where they
     * have more to do than they can, a cluster that does nothing makes the other one faster, and nothing is shown.
     */
    private static final int PER_SECOND = 8;

    private static final int PER_SECOND_UNWELL = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration STRAGGLERS = Duration.ofSeconds(5);
    private static final Duration WORKED_OFF_MAX = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Duration window;

    /** @param seconds how long each way is looked at, and the time between two of them */
    public IsolationBenchmark(int seconds) {
        this.window = Duration.ofSeconds(seconds);
    }

    @Override
    public String name() {
        return "failover.isolation";
    }

    @Override
    public String about() {
        return "Placement, completion and shutdown on a real cluster while another one is unwell in "
                + Ailment.values().length + " ways, against the time between";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        return run(scratch, List.of(Ailment.values()), WARM_UP, progress);
    }

    /** The same in some ways, one after the other. */
    List<Figure> run(Path scratch, List<Ailment> ailments, Duration warmUp, Progress progress) throws Exception {
        SteadyClock clock = new SteadyClock();
        try (Region region = Region.up(scratch, List.of(Region.WELL, Region.UNWELL), progress);
                Overlord overlord = region.overlord(Map.of("outcome.podEndWait", "PT0.1S"))) {
            AuditTail audit = new AuditTail(region.clusters().cluster(Region.WELL));
            overlord.start();
            region.awaitWell(overlord);
            try (PacedTasks traffic = PacedTasks.begin(
                    overlord, clock, Map.of(Region.WELL, PER_SECOND, Region.UNWELL, PER_SECOND_UNWELL))) {
                progress.step("to warm up", () -> pass(warmUp));
                List<Window> between = new ArrayList<>();
                Map<Ailment, Window> during = new EnumMap<>(Ailment.class);
                between.add(progress.step("undisturbed", () -> pass(window)));
                for (Ailment ailment : ailments) {
                    ailment.begin(region.unwell());
                    try {
                        during.put(ailment, progress.step(ailment.words(), () -> pass(window)));
                    } finally {
                        ailment.end(region.unwell());
                    }
                    region.awaitWell(overlord);
                    progress.step("what waited for it", () -> awaitWorkedOff(traffic.on(Region.UNWELL)));
                    between.add(progress.step("undisturbed", () -> pass(window)));
                }
                Window unused = pass(STRAGGLERS);
                return figures(new Seen(traffic.on(Region.WELL), deleted(audit)), between, during);
            }
        }
    }

    /** Lets time pass; says which. */
    private static Window pass(Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        boolean unused = Poll.until(time, time, () -> false);
        return new Window(begin, System.nanoTime());
    }

    /** What waited meanwhile comes all at once, and would take the processor from what is measured next. */
    private static Window awaitWorkedOff(PacedTasks.OneCluster traffic) throws InterruptedException {
        long before = System.nanoTime();
        if (!Poll.until(WORKED_OFF_MAX, LOOK_EVERY, () -> traffic.haveRun(before))) {
            throw new IllegalStateException("What waited for the unwell cluster did not run within " + WORKED_OFF_MAX);
        }
        return pass(STRAGGLERS);
    }

    private static Map<String, Instant> deleted(AuditTail audit) throws IOException {
        Map<String, Instant> deleted = new HashMap<>();
        audit.next().stream()
                .filter(request -> request.what().equals("delete jobs") && request.isOfHenge())
                .sorted(java.util.Comparator.comparing(Answered::at).reversed())
                .forEach(request -> deleted.put(request.name(), request.at()));
        return deleted;
    }

    /** What came of the traffic on the cluster that is well. */
    private record Seen(PacedTasks.OneCluster traffic, Map<String, Instant> deleted) {
        private enum What {
            PLACEMENT("from run() to running"),
            COMPLETION("from the peon's report to the task's end"),
            SHUTDOWN("from shutdown() to the answer to the DELETE");

            private final String words;

            What(String words) {
                this.words = words;
            }
        }

        private double p99(What what, List<Window> windows) {
            return latencies(what, windows).millis(P99);
        }

        private Latencies latencies(What what, List<Window> windows) {
            return new Latencies(windows.stream()
                    .flatMapToLong(window -> Arrays.stream(of(what, window)))
                    .toArray());
        }

        private long[] of(What what, Window window) {
            return switch (what) {
                case PLACEMENT -> traffic.untilRunning(window);
                case COMPLETION -> traffic.untilEnded(window);
                case SHUTDOWN -> traffic.untilDeleted(window, deleted);
            };
        }
    }

    private static List<Figure> figures(Seen seen, List<Window> between, Map<Ailment, Window> during) {
        List<Figure> figures = new ArrayList<>();
        for (Seen.What what : Seen.What.values()) {
            Latencies all = seen.latencies(what, between);
            figures.add(Figure.of("undisturbed: p50 of " + all.count() + " " + what.words, all.millis(0.5), "ms"));
            figures.add(Figure.of("undisturbed: p99 " + what.words, all.millis(P99), "ms"));
            figures.add(Figure.of(
                    "undisturbed: largest p99 of one time to the smallest", spread(seen, what, between), "×"));
        }
        int number = 0;
        for (Map.Entry<Ailment, Window> seenThen : during.entrySet()) {
            List<Window> around = between.subList(number, number + 2);
            number++;
            for (Seen.What what : Seen.What.values()) {
                figures.add(new Figure(
                        seenThen.getKey().words() + ": p99 " + what.words + ", to that just before and after",
                        seen.p99(what, List.of(seenThen.getValue())) / seen.p99(what, around),
                        "×",
                        Target.atMost(TARGET_RATIO)));
            }
        }
        long never = Stream.concat(between.stream(), during.values().stream())
                .mapToLong(seen.traffic()::neverRan)
                .sum();
        figures.add(new Figure("tasks that never ran on the cluster that is well", never, "", Target.exactly(0)));
        return figures;
    }

    private static double spread(Seen seen, Seen.What what, List<Window> windows) {
        double[] each = windows.stream()
                .mapToDouble(window -> seen.p99(what, List.of(window)))
                .sorted()
                .toArray();
        return each[each.length - 1] / each[0];
    }
}
