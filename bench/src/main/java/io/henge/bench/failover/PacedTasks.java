package io.henge.bench.failover;

import io.henge.bench.overlord.Overlord;
import io.henge.core.attempt.TaskId;
import io.henge.core.report.AttemptReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that come and go on clusters at an even pace each: each runs for a second; then every other one reports its success, as its
 * peon does, and the others are shut down. They come and go on a thread for each cluster.
 */
final class PacedTasks implements AutoCloseable {
    private final Map<String, OneCluster> all;

    private PacedTasks(Map<String, OneCluster> all) {
        this.all = all;
    }

    /** Begins; so many come each second, by the name of the cluster. */
    static PacedTasks begin(Overlord overlord, InstantSource clock, Map<String, Integer> perSecond) {
        Map<String, OneCluster> all = new TreeMap<>();
        perSecond.forEach((cluster, pace) -> all.put(cluster, OneCluster.begin(overlord, clock, cluster, pace)));
        return new PacedTasks(all);
    }

    OneCluster on(String cluster) {
        return Objects.requireNonNull(all.get(cluster));
    }

    /** Lets no more come. */
    @Override
    public void close() {
        all.values().forEach(OneCluster::end);
    }

    /**
     * A time of which the traffic is looked at.
     *
     * @param begin by {@link System#nanoTime}
     */
    record Window(long begin, long end) {
        boolean holds(long at) {
            return at - begin >= 0 && at - end < 0;
        }
    }

    /** That of one cluster. */
    static final class OneCluster {
        private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(1);
        private static final int MICROS_PER_SECOND = 1_000_000;

        /** Of a cluster that takes none, no more than these wait. */
        private static final int UNDER_WAY_MAX = 100;

        private final Overlord overlord;
        private final InstantSource clock;
        private final String cluster;
        private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        private final ConcurrentMap<String, Passage> all = new ConcurrentHashMap<>();

        /** Those of which nothing was asked yet; used by the thread of the pace. */
        private final List<String> underWay = new ArrayList<>();

        /** What came of a task when, by {@link System#nanoTime} but for the last, which is by the clock; each 0 or null before. */
        private static final class Passage {
            private final long handedIn = System.nanoTime();
            private final boolean reports;
            private volatile long runs;
            private volatile long asked;
            private volatile long ended;
            private volatile Asked askedOf = Asked.NOTHING;

            private Passage(boolean reports) {
                this.reports = reports;
            }
        }

        /** The Job of a task that was asked to end, and when that was. */
        private record Asked(String job, Instant at) {
            private static final Asked NOTHING = new Asked("", Instant.MAX);
        }

        private OneCluster(Overlord overlord, InstantSource clock, String cluster) {
            this.overlord = overlord;
            this.clock = clock;
            this.cluster = cluster;
        }

        private static OneCluster begin(Overlord overlord, InstantSource clock, String cluster, int perSecond) {
            OneCluster traffic = new OneCluster(overlord, clock, cluster);
            overlord.onRunning(cluster, traffic::runs);
            ScheduledFuture<?> unused = traffic.pace.scheduleAtFixedRate(
                    traffic::turn, 0, MICROS_PER_SECOND / perSecond, TimeUnit.MICROSECONDS);
            return traffic;
        }

        private void turn() {
            if (underWay.size() < UNDER_WAY_MAX) {
                comes();
            }
            long now = System.nanoTime();
            for (String task : List.copyOf(underWay)) {
                Passage course = course(task);
                if (course.runs != 0 && now - course.runs >= RUN_NANOS) {
                    underWay.remove(task);
                    goes(task, course);
                }
            }
        }

        private void comes() {
            String task = cluster + "-" + all.size();
            Passage course = new Passage(all.size() % 2 == 0);
            all.put(task, course);
            underWay.add(task);
            overlord.run(task, AskedPlace.only(cluster), () -> course.ended = System.nanoTime());
        }

        private void goes(String task, Passage course) {
            String job = overlord.snapshot()
                    .find(new TaskId(task))
                    .map(AttemptReport::attempt)
                    .map(attempt -> attempt.address().job().value())
                    .orElse("");
            course.askedOf = new Asked(job, clock.instant());
            course.asked = System.nanoTime();
            if (course.reports) {
                overlord.report(task);
            } else {
                overlord.shutdown(task);
            }
        }

        private Passage course(String task) {
            return Objects.requireNonNull(all.get(task));
        }

        /** Whether all have run that came before then. */
        boolean haveRun(long until) {
            return all.values().stream().noneMatch(course -> course.runs == 0 && course.handedIn < until);
        }

        /** How long it took until they ran, of those that came in that time. */
        long[] untilRunning(Window window) {
            return all.values().stream()
                    .filter(course -> window.holds(course.handedIn) && course.runs != 0)
                    .mapToLong(course -> course.runs - course.handedIn)
                    .toArray();
        }

        /** How long it took from the report to the task's end, of those that reported in that time. */
        long[] untilEnded(Window window) {
            return all.values().stream()
                    .filter(course ->
                            course.reports && course.asked != 0 && window.holds(course.asked) && course.ended != 0)
                    .mapToLong(course -> course.ended - course.asked)
                    .toArray();
        }

        /** How long it took from the word to the answer to the request for the Job's end. */
        long[] untilDeleted(Window window, Map<String, Instant> deleted) {
            return all.values().stream()
                    .filter(course -> !course.reports && course.asked != 0 && window.holds(course.asked))
                    .map(course -> course.askedOf)
                    .filter(asked -> deleted.containsKey(asked.job()))
                    .mapToLong(asked -> Duration.between(asked.at(), Objects.requireNonNull(deleted.get(asked.job())))
                            .toNanos())
                    .toArray();
        }

        /** How many that came in that time have never run, which must be none. */
        long neverRan(Window window) {
            return all.values().stream()
                    .filter(course -> window.holds(course.handedIn) && course.runs == 0)
                    .count();
        }

        private void end() {
            pace.shutdownNow();
        }

        private void runs(String task) {
            Passage passage = all.get(task);
            if (passage != null && passage.runs == 0) {
                passage.runs = System.nanoTime();
            }
        }
    }
}
