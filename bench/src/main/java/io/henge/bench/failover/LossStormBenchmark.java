package io.henge.bench.failover;

import io.henge.bench.Benchmark;
import io.henge.bench.dispatch.AuditTail;
import io.henge.bench.dispatch.AuditTail.Answered;
import io.henge.bench.dispatch.Course;
import io.henge.bench.dispatch.Yardstick;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.bench.runner.Stage;
import io.henge.core.decide.ClusterWord;
import io.henge.core.report.AttemptReport;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Thousands of tasks whose cluster dies, and three others that take them, beside a client-go loop on the same three. */
public final class LossStormBenchmark implements Benchmark {
    private static final List<String> OTHERS = List.of("c1", "c2", "c3");

    /** What the names of the tasks begin with, and of their Jobs and pods. */
    private static final String STORM = "storm";

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration BEFORE = Duration.ofSeconds(20);
    private static final double LEAST_SHARE = 0.7;
    private static final double MOST_RETRIES = 1;
    private static final double PERCENT = 100;
    private static final double P99 = 0.99;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    /** It goes through all that is known, which is not to be done each time. */
    private static final int LOOKS_PER_COUNT = 20;

    private static final double URGENT_MILLIS = 1_000;

    private final int tasks;

    /** @param tasks how many the cluster has that dies */
    public LossStormBenchmark(int tasks) {
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return "failover.storm";
    }

    @Override
    public String about() {
        return tasks
                + " tasks of one real cluster that is killed, taken over by three, beside a client-go loop on these";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        List<String> names =
                Stream.concat(OTHERS.stream(), Stream.of(Region.UNWELL)).toList();
        try (Region region = Region.up(scratch, names, progress)) {
            List<Environment.Cluster> others =
                    OTHERS.stream().map(region.clusters()::cluster).toList();
            List<AuditTail> audits = others.stream().map(AuditTail::new).toList();
            // The dead cluster stays dead: one that cleans up would take the processor from the loop that comes next.
            Storm storm = storm(region, audits, progress);
            region.clusters().clear(others);
            AuditTail.next(audits);
            Yardstick yardstick = Yardstick.of(region.clusters(), region.template());
            int made = progress.step("as many Jobs of the client-go loop", () -> {
                yardstick.make(tasks, others);
                return tasks;
            });
            List<Answered> ofClientGo = new ArrayList<>();
            Stage.until("each pod of the client-go loop has a node", PATIENCE, () -> {
                ofClientGo.addAll(AuditTail.next(audits));
                return ofClientGo.stream()
                                .filter(request -> request.what().equals("create pods/binding"))
                                .count()
                        >= made;
            });
            return figures(storm, Course.of(ofClientGo));
        }
    }

    /**
     * What was seen of the storm.
     *
     * @param requests that Henge sent to make Jobs
     * @param seconds from the cut until all ran again
     */
    private record Storm(Course course, long requests, Latencies before, Latencies during, double seconds) {
        double retries() {
            return PERCENT * (requests - course.jobs()) / course.jobs();
        }
    }

    private Storm storm(Region region, List<AuditTail> audits, Progress progress)
            throws IOException, InterruptedException {
        try (Overlord overlord = region.overlord(Map.of("outcome.podEndWait", "PT0.1S"))) {
            overlord.start();
            region.awaitWell(overlord);
            // A cluster that is preferred is passed by while it answers as many calls as it may.
            OTHERS.forEach(cluster -> overlord.say(cluster, ClusterWord.CORDON));
            int handedIn = progress.step(tasks + " tasks on one cluster", () -> {
                for (int i = 0; i < tasks; i++) {
                    overlord.run(STORM + "-" + i, AskedPlace.rather(Region.UNWELL), () -> {});
                }
                Stage.until("all tasks run", PATIENCE, () -> overlord.countRunning() == tasks);
                return tasks;
            });
            OTHERS.forEach(cluster -> overlord.say(cluster, ClusterWord.UNCORDON));
            Urgent urgent = new Urgent(overlord);
            boolean unused = Poll.until(BEFORE, LOOK_EVERY, urgent::look);
            Latencies before = urgent.take();
            List<Answered> earlier = AuditTail.next(audits);
            progress.note("  " + earlier.size() + " requests before; the cluster is killed now");
            Ailment.KILLED.begin(region.unwell());
            long cut = System.nanoTime();
            progress.step("until all run again", () -> {
                int[] looks = {0};
                Stage.until(
                        "all run again",
                        PATIENCE,
                        () -> urgent.look() || (looks[0]++ % LOOKS_PER_COUNT == 0 && again(overlord) >= handedIn));
                return handedIn;
            });
            double seconds = (System.nanoTime() - cut) / NANOS_PER_SECOND;
            List<Answered> all = AuditTail.next(audits);
            List<Answered> ofStorm =
                    all.stream().filter(LossStormBenchmark::isOfStorm).toList();
            long requests = ofStorm.stream()
                    .filter(request -> request.what().equals("create jobs") && request.isOfHenge())
                    .count();
            return new Storm(Course.of(ofStorm), requests, before, urgent.take(), seconds);
        }
    }

    /** Whether it is about a task that was taken over, and not about one of those that come meanwhile. */
    private static boolean isOfStorm(Answered request) {
        return request.name().startsWith(STORM);
    }

    /** How many run as another attempt than their first. */
    private static long again(Overlord overlord) {
        return overlord.snapshot().attempts().values().stream()
                .filter(report -> report.id().number() > 1 && report.state() == AttemptReport.State.RUNNING)
                .count();
    }

    private static List<Figure> figures(Storm storm, Course clientGo) {
        return List.of(
                Figure.of("creates by Henge", storm.course().createsPerSecond(), "/s"),
                Figure.of("creates by client-go", clientGo.createsPerSecond(), "/s"),
                new Figure(
                        "share of client-go",
                        storm.course().createsPerSecond() / clientGo.createsPerSecond(),
                        "",
                        Target.atLeast(LEAST_SHARE)),
                new Figure("requests that had to be sent again", storm.retries(), "%", Target.atMost(MOST_RETRIES)),
                Figure.of("longest time without a create", storm.course().longestGap(), "s"),
                Figure.of("from the cut until all run again", storm.seconds(), "s"),
                Figure.of(
                        "before: p99 from run() to a place, of urgent tasks",
                        storm.before().millis(P99),
                        "ms"),
                new Figure(
                        "from the cut on: p99 of " + storm.during().count(),
                        storm.during().millis(P99),
                        "ms",
                        Target.atMost(URGENT_MILLIS)));
    }
}
