package io.henge.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.Benchmark;
import io.henge.bench.child.JavaChild;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.bench.store.DerbyServer;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The loop and the ledger, with hundreds of clusters and many thousands of tasks that live at once. */
public final class ScaleBenchmark implements Benchmark {
    private static final int HEAP_MIB = 1_024;
    private static final double LAG_MILLIS_MAX = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double PER = 1_000;

    private final List<Size> sizes;
    private final Duration pace;

    /**
     * How much there is at once.
     *
     * @param heapMebibytes how much memory may be in use then
     */
    public record Size(int clusters, int tasks, int heapMebibytes) {
        String words() {
            return String.format(Locale.ROOT, "%,d clusters, %,d tasks", clusters, tasks);
        }
    }

    /** Of the targets' sizes; the pace is kept for longer than the loop needs to look at everything by itself. */
    public ScaleBenchmark() {
        this(Duration.ofSeconds(40), new Size(100, 20_000, 512), new Size(1_000, 100_000, HEAP_MIB));
    }

    /** @param pace how long tasks come and go at an even pace, after a quarter of that to warm up */
    ScaleBenchmark(Duration pace, Size... sizes) {
        this.sizes = List.of(sizes);
        this.pace = pace;
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String about() {
        return "The loop and the ledger with clusters that only pretend: "
                + String.join("; ", sizes.stream().map(Size::words).toList());
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        int threads = 0;
        for (Size size : sizes) {
            Path own = Files.createDirectories(scratch.resolve(size.clusters() + "-" + size.tasks()));
            ScaleResult result = measure(own, size, progress);
            Target same = threads == 0 ? Target.NONE : Target.exactly(threads);
            threads = result.upkeep().threads();
            figures.addAll(Stream.concat(
                            times(size, result),
                            Stream.of(
                                    new Figure("threads, with none of the clusters'", threads, "", same),
                                    new Figure(
                                            "heap in use after collection, with all live",
                                            result.upkeep().heapMebibytes(),
                                            "MiB",
                                            Target.atMost(size.heapMebibytes())),
                                    new Figure("rows left", result.rows(), "", Target.exactly(0))))
                    .map(figure -> new Figure(
                            size.words() + ": " + figure.what(), figure.value(), figure.unit(), figure.target()))
                    .toList());
        }
        return figures;
    }

    private ScaleResult measure(Path scratch, Size size, Progress progress) throws IOException, InterruptedException {
        try (DerbyServer store = DerbyServer.start(scratch);
                JavaChild child = JavaChild.start(
                        scratch,
                        ScaleMain.class,
                        List.of("-Xmx" + HEAP_MIB + "m", "-XX:+ExitOnOutOfMemoryError"),
                        store.url(),
                        Integer.toString(size.clusters()),
                        Integer.toString(size.tasks()),
                        pace.toString())) {
            for (String step : ScaleMain.STEPS) {
                String unused = progress.step(size.words() + ": " + step, child::line);
            }
            return JSON.readValue(progress.step(size.words() + ": all ended and gone", child::line), ScaleResult.class);
        }
    }

    private static Stream<Figure> times(Size size, ScaleResult result) {
        return Stream.of(
                Figure.of("until all clusters are watched and searched", result.readySeconds(), "s"),
                Figure.of(
                        "tasks launched, of all at once",
                        size.tasks() / result.launch().seconds(),
                        "/s"),
                Figure.of("longest turn meanwhile", result.launch().longestTurnMillis(), "ms"),
                Figure.of("p50 of a turn, at 100 tasks a second", result.turns().median(), "ms"),
                Figure.of("p99 of a turn, at 100 tasks a second", result.turns().p99(), "ms"),
                Figure.of("longest turn, at 100 tasks a second", result.turns().longest(), "ms"),
                Figure.of(
                        "p50 from a pod's end to Druid, at 100 tasks a second",
                        result.lags().median(),
                        "ms"),
                new Figure(
                        "p99 from a pod's end to Druid, at 100 tasks a second",
                        result.lags().p99(),
                        "ms",
                        Target.atMost(LAG_MILLIS_MAX)),
                Figure.of(
                        "longest from a pod's end to Druid, at 100 tasks a second",
                        result.lags().longest(),
                        "ms"),
                Figure.of("tasks ended and gone, of all at once", size.tasks() / result.endSeconds(), "/s"),
                Figure.of("CPU per 1,000 tasks", result.upkeep().cpuSeconds() * PER / size.tasks(), "s"));
    }
}
