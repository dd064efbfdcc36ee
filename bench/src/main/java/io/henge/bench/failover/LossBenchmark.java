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
    private static final List<Ailment> AILMENTS = List.of(Ailment.HANGS, Ailment.KILLED, Ailment.DROPS);

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
        return run(scratch, AILMENTS, progress);
    }

    /** The same in some ways, one after the other. */
    List<Figure> run(Path scratch, List<Ailment> ailments, Progress progress) throws Exception {
        try (Region region = Region.up(scratch, List.of(Region.WELL, Region.UNWELL), progress);
                Overlord overlord = region.overlord(Map.of("outcome.podEndWait", "PT1S"))) {
            overlord.start();
            List<Figure> figures = new ArrayList<>();
            for (Ailment ailment : ailments) {
                region.awaitWell(overlord);
                Cut cut = new Cut(region, overlord, ailment, tasks);
                progress.note(ailment.words() + ": " + cut.live());
                figures.addAll(figures(ailment, cut));
            }
            return figures;
        }
    }

    private static List<Figure> figures(Ailment ailment, Cut cut) {
        String what = ailment.words() + ": ";
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(
                        what + "from the cut to the last new task that was placed there",
                        cut.seconds(Cut.Milestone.LAST_PLACED),
                        "s",
                        Target.atMost(PLACED_WITHIN)),
                new Figure(what + "to lost", cut.seconds(Cut.Milestone.LOST), "s", Target.atMost(LOST_WITHIN)),
                Figure.of(what + "to the first fence", cut.seconds(Cut.Milestone.TAKEN), "s"),
                new Figure(
                        what + "to the first replacement running",
                        cut.seconds(Cut.Milestone.REPLACED),
                        "s",
                        Target.atMost(REPLACED_WITHIN)),
                Figure.of(what + "to all of " + cut.lost() + " running", cut.seconds(Cut.Milestone.ALL_REPLACED), "s"),
                Figure.of(what + "from its return to the probe's answer", cut.secondsBack(Cut.Milestone.ANSWERED), "s"),
                Figure.of(what + "to the answer to the last DELETE of an orphan's Job", cut.lastDelete(), "s"),
                new Figure(
                        what + "to the end of the last orphan",
                        cut.secondsBack(Cut.Milestone.CLEAN),
                        "s",
                        Target.atMost(CLEAN_WITHIN))));
        return figures;
    }
}
