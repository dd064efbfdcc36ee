package io.henge.bench.dispatch;

import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What some pairs of one size came to: the median of each figure. */
final class PairFigures {
    private static final double LEAST_SHARE = 0.8;
    private static final double MOST_TIME = 1.15;
    private static final double MOST_OTHERS = 0.05;
    private static final double MOST_GAP_SECONDS = 1;
    private static final List<String> ONE_PER_TASK = List.of("create jobs", "delete jobs", "get pods/log");

    private PairFigures() {}

    /**
     * In the order in which they are printed.
     *
     * @param what stands before each, such as "5,000: "
     * @param mostCpuSeconds the target of CPU seconds per 1,000 tasks
     */
    static List<Figure> of(String what, List<Pair> pairs, double mostCpuSeconds) {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of(
                        what + "creates by Henge",
                        median(pairs, pair -> pair.henge().createsPerSecond()),
                        "/s"),
                Figure.of(
                        what + "creates by client-go",
                        median(pairs, pair -> pair.clientGo().createsPerSecond()),
                        "/s"),
                new Figure(what + "share of client-go", median(pairs, Pair::share), "", Target.atLeast(LEAST_SHARE)),
                new Figure(
                        what + "longest time without a create",
                        median(pairs, pair -> pair.henge().longestGap()),
                        "s",
                        Target.atMost(MOST_GAP_SECONDS)),
                Figure.of(
                        what + "that of client-go",
                        median(pairs, pair -> pair.clientGo().longestGap()),
                        "s"),
                new Figure(
                        what + "time until each pod has a node, to client-go's",
                        median(pairs, Pair::time),
                        "x",
                        Target.atMost(MOST_TIME)),
                new Figure(
                        what + "CPU per 1,000 tasks",
                        median(pairs, Pair::cpuSecondsPerThousand),
                        "s",
                        Target.atMost(mostCpuSeconds)),
                Figure.of(
                        what + "heap after collection",
                        median(pairs, pair -> pair.cost().heapMebibytes()),
                        "MiB"),
                Figure.of(what + "logs read, as tasks end", median(pairs, Pair::logsPerSecond), "/s")));
        for (String one : ONE_PER_TASK) {
            figures.add(new Figure(
                    what + one + ", per task", median(pairs, pair -> pair.perTask(one)), "", Target.exactly(1)));
        }
        figures.add(new Figure(
                what + "everything else, per task",
                median(pairs, pair -> pair.othersPerTask(ONE_PER_TASK)),
                "",
                Target.atMost(MOST_OTHERS)));
        return figures;
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        double[] sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
