package io.henge.bench.runner;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** How long the runner takes for what Druid asks it often, while many tasks wait. */
public final class QuestionsBenchmark implements Benchmark {
    private static final int RUNNING = 1_000;
    private static final int WAITING = 50_000;
    private static final int WARM_UP = 500;
    private static final int MEASURED = 1_000;
    private static final double MILLIS_MAX = 5;
    private static final Duration FOR_EVER = Duration.ofHours(1);

    /** With how many answers each has here. */
    private record Question(ToIntFunction<Overlord> ask, int answers) {}

    private static final Map<String, Question> QUESTIONS = new TreeMap<>(Map.of(
            "getRunningTasks()", new Question(Overlord::running, RUNNING),
            "getPendingTasks()", new Question(Overlord::pending, WAITING),
            "getKnownTasks()", new Question(Overlord::handedIn, RUNNING + WAITING),
            "getUsedTaskSlotCount()", new Question(Overlord::usedSlots, RUNNING)));

    @Override
    public String name() {
        return "questions";
    }

    @Override
    public String about() {
        return "What Druid asks the runner often, with " + RUNNING + " running and " + WAITING + " waiting tasks";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, FOR_EVER);
                Overlord overlord = stage.overlord(RUNNING)) {
            overlord.start();
            progress.step(RUNNING + " tasks run and " + WAITING + " wait", () -> {
                for (int i = 0; i < RUNNING + WAITING; i++) {
                    overlord.run("questions-" + i);
                }
                Stage.until(
                        "the tasks run or wait",
                        () -> overlord.running() == RUNNING && overlord.known() == RUNNING + WAITING);
                return true;
            });
            List<Figure> figures = new ArrayList<>();
            for (Map.Entry<String, Question> question : QUESTIONS.entrySet()) {
                String name = question.getKey();
                figures.add(progress.step(name, () -> figure(name, question.getValue(), overlord)));
            }
            return figures;
        }
    }

    private static Figure figure(String name, Question question, Overlord overlord) {
        long[] nanos = new long[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            long begin = System.nanoTime();
            int answers = question.ask().applyAsInt(overlord);
            long took = System.nanoTime() - begin;
            if (answers != question.answers()) {
                throw new IllegalStateException(name + " has " + answers + " answers, not " + question.answers());
            }
            if (i >= 0) {
                nanos[i] = took;
            }
        }
        double millis = new Latencies(nanos).millis(0.99);
        String said = "p99 of " + name + " with " + WAITING + " waiting";
        return name.startsWith("getRunning")
                ? new Figure(said, millis, "ms", Target.atMost(MILLIS_MAX))
                : Figure.of(said, millis, "ms");
    }
}
