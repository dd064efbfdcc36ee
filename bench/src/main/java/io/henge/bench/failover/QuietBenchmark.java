package io.henge.bench.failover;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often a cluster that lives is found lost, in simulated hours of all that goes wrong on a flaky network. */
public final class QuietBenchmark implements Benchmark {
    /** Of one world, after which another one is drawn. */
    private static final int HOURS_EACH = 10;

    private final int hours;

    /** @param hours at least ten */
    public QuietBenchmark(int hours) {
        this.hours = hours;
    }

    @Override
    public String name() {
        return "failover.quiet";
    }

    @Override
    public String about() {
        return "Clusters that live and are found lost, in " + hours
                + " simulated hours of three of them on a flaky network";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        int lost = 0;
        Map<QuietHours.Trouble, Integer> met = new EnumMap<>(QuietHours.Trouble.class);
        for (int seed = 0; seed < hours / HOURS_EACH; seed++) {
            QuietHours world = new QuietHours(seed, QuietHours.LOST_PERCENT);
            world.pass(HOURS_EACH);
            lost += world.lost();
            world.met().forEach((trouble, times) -> met.merge(trouble, times, Integer::sum));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("simulated hours of three clusters, 10 % of all messages lost", hours, "h"));
        met.forEach((trouble, times) -> figures.add(
                Figure.of("met: " + trouble.name().toLowerCase(Locale.ROOT).replace('_', ' '), times, "")));
        figures.add(new Figure("clusters found lost", lost, "", Target.exactly(0)));
        return figures;
    }
}
