package io.henge.bench.world;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.demo.build.Builds;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Progress;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What open pages cost the Overlord: they ask as the browser does, again and again and with the tag of what they have. */
public final class ReadersBenchmark implements Benchmark {
    private static final double CORE_MAX_PERCENT = 2;
    private static final int TASKS = 4;
    private static final int OVERVIEWS = 10;
    private static final int LISTS = 5;
    private static final Duration RUN_TIME = Duration.ofMinutes(30);
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration WINDOW = Duration.ofSeconds(90);
    private static final int THREADS = 4;
    private static final double PERCENT = 100;
    private static final String BASE = "/druid/indexer/v1/k8s/";

    /** What one view asks for, with the pauses of {@code dashboard/src/views}, in milliseconds. */
    private static final Map<String, Integer> OVERVIEW = Map.of("clusters", 2_000, "summary", 5_000);

    private static final Map<String, Integer> LIST = Map.of("placements?limit=100", 5_000, "clusters", 30_000);

    @Override
    public String name() {
        return "readers";
    }

    @Override
    public String about() {
        return "What 20 open pages cost the Overlord of a real world";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        Builds.here(progress).ensureWorld();
        WorldSpec spec =
                WorldSpec.standard(scratch.resolve("world")).withQuery(false).withOverlords(1);
        try (World world = World.up(spec, progress)) {
            Town town = new Town(world.environment().overlords());
            List<String> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                tasks.add(town.submitNoop(RUN_TIME));
            }
            town.awaitOnly(TASKS, "running");
            Environment.Server overlord = world.environment().overlords().get(0);
            progress.step("to warm up", () -> shareOfCore(overlord, WARM_UP));
            double before = progress.step("nobody looks", () -> shareOfCore(overlord, WINDOW));
            Looked looked = looked(overlord, tasks, progress);
            double after = progress.step("nobody looks", () -> shareOfCore(overlord, WINDOW));
            double alone = (before + after) / 2;
            return List.of(
                    Figure.of("of a core while nobody looks", alone, "%"),
                    Figure.of("answers to 20 pages", looked.perSecond(), "/s"),
                    new Figure("of a core for 20 pages", looked.share() - alone, "%", Target.atMost(CORE_MAX_PERCENT)),
                    new Figure("requests that were not answered", looked.failed(), "", Target.exactly(0)));
        }
    }

    /** What was while all pages were open. */
    private record Looked(double share, double perSecond, long failed) {}

    private static Looked looked(Environment.Server overlord, List<String> tasks, Progress progress)
            throws InterruptedException {
        try (Readers readers = new Readers(overlord.url(), tasks)) {
            double unused = progress.step("20 pages are opened", () -> shareOfCore(overlord, WARM_UP));
            readers.answered.reset();
            double share = progress.step("20 pages look", () -> shareOfCore(overlord, WINDOW));
            return new Looked(share, readers.answered.sum() / (double) WINDOW.toSeconds(), readers.failed.sum());
        }
    }

    private static double shareOfCore(Environment.Server overlord, Duration time) throws InterruptedException {
        Duration before = used(overlord);
        long begin = System.nanoTime();
        boolean unused = Poll.until(time, time, () -> false);
        return PERCENT * used(overlord).minus(before).toNanos() / (System.nanoTime() - begin);
    }

    private static Duration used(Environment.Server overlord) {
        return ProcessHandle.of(overlord.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() ->
                        new IllegalStateException("The Overlord is gone, or this system does not say what it uses"));
    }

    /** Pages in as many browsers. */
    private static final class Readers implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
        private final LongAdder answered = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final String url;

        Readers(String url, List<String> tasks) {
            this.url = url;
            for (int i = 0; i < OVERVIEWS; i++) {
                open(OVERVIEW);
            }
            for (int i = 0; i < LISTS; i++) {
                open(LIST);
                String task = tasks.get(i % tasks.size());
                open(Map.of(
                        "tasks/" + task, 2_000,
                        "tasks/" + task + "/explain", 5_000,
                        "events?limit=200&task=" + task, 5_000,
                        "failovers?limit=50&task=" + task, 5_000));
            }
        }

        private void open(Map<String, Integer> view) {
            Map<String, String> tags = new ConcurrentHashMap<>();
            view.forEach((path, pause) -> {
                ScheduledFuture<?> unused =
                        clock.scheduleWithFixedDelay(() -> ask(path, tags), 0, pause, TimeUnit.MILLISECONDS);
            });
        }

        private void ask(String path, Map<String, String> tags) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + BASE + path));
            Optional.ofNullable(tags.get(path)).ifPresent(tag -> request.header("If-None-Match", tag));
            try {
                HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                answer.headers().firstValue("ETag").ifPresent(tag -> tags.put(path, tag));
                (answer.statusCode() == 200 || answer.statusCode() == 304 ? answered : failed).increment();
            } catch (IOException e) {
                failed.increment();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            clock.shutdownNow();
        }
    }
}
