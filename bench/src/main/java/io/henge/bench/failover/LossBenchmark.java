package io.henge.bench.failover;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster that is cut off with tasks on it, and comes back: when it is given nothing more, is lost, is replaced, is clean. */
public final class LossBenchmark implements Benchmark {
    /** Among them those that other parts of a network can do to an API server without a word. */
    private static final List<Fault> FAULTS = List.of(Fault.HANGS, Fault.KILLED, Fault.DROPS);

    private static final double PLACED_WITHIN = 5;

    /** The profile's 15 s, and the pace in which it is asked, since the question before the cut may have been answered just then. */
    private static final double LOST_WITHIN = 16;

    private static final double REPLACED_WITHIN = 20;
    private static final double CLEAN_WITHIN = 10;

    private final int tasks;

    /** @param tasks how many run when it happens, over both clusters */
    public LossBenchmark(int tasks) {
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return "failover.loss";
    }

    @Override
    public String about() {
        return "A real cluster of two with " + tasks
                + " tasks on both that stops answering, in three ways, and comes back";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        return run(scratch, FAULTS, progress);
    }

    /** The same with some faults, one after the other. */
    List<Figure> run(Path scratch, List<Fault> faults, Progress progress) throws Exception {
        try (Region region = Region.up(scratch, List.of(Region.WELL, Region.UNWELL), progress);
                Overlord overlord = region.overlord(Map.of("outcome.podEndWait", "PT1S"))) {
            overlord.start();
            List<Figure> figures = new ArrayList<>();
            for (Fault fault : faults) {
                region.awaitWell(overlord);
                Loss loss = new Loss(region, overlord, fault, tasks);
                progress.note(fault.words() + ": " + loss.live());
                figures.addAll(figures(fault, loss));
            }
            return figures;
        }
    }

    private static List<Figure> figures(Fault fault, Loss loss) {
        String what = fault.words() + ": ";
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(
                        what + "from the cut to the last new task that was placed there",
                        loss.seconds(Loss.Milestone.LAST_PLACED),
                        "s",
                        Target.atMost(PLACED_WITHIN)),
                new Figure(what + "to lost", loss.seconds(Loss.Milestone.LOST), "s", Target.atMost(LOST_WITHIN)),
                Figure.of(what + "to the first fence", loss.seconds(Loss.Milestone.TAKEN), "s"),
                new Figure(
                        what + "to the first replacement running",
                        loss.seconds(Loss.Milestone.REPLACED),
                        "s",
                        Target.atMost(REPLACED_WITHIN)),
                Figure.of(
                        what + "to all of " + loss.lost() + " running", loss.seconds(Loss.Milestone.ALL_REPLACED), "s"),
                Figure.of(
                        what + "from its return to the probe's answer", loss.secondsBack(Loss.Milestone.ANSWERED), "s"),
                Figure.of(what + "to its watches", loss.secondsBack(Loss.Milestone.WATCHED), "s"),
                new Figure(
                        what + "to the end of the last orphan",
                        loss.secondsBack(Loss.Milestone.CLEAN),
                        "s",
                        Target.atMost(CLEAN_WITHIN))));
        return figures;
    }
}
