package io.henge.bench;

import io.henge.bench.dispatch.DispatchBenchmark;
import io.henge.bench.dispatch.StormBenchmark;
import io.henge.bench.failover.HangBenchmark;
import io.henge.bench.failover.IsolationBenchmark;
import io.henge.bench.failover.LossBenchmark;
import io.henge.bench.failover.LossStormBenchmark;
import io.henge.bench.failover.QuietBenchmark;
import io.henge.bench.fence.FenceBenchmark;
import io.henge.bench.ledger.LedgerBenchmark;
import io.henge.bench.loop.LoopBenchmark;
import io.henge.bench.placement.PlacementBenchmark;
import io.henge.bench.runner.BurstBenchmark;
import io.henge.bench.runner.NeighboursBenchmark;
import io.henge.bench.runner.PagesBenchmark;
import io.henge.bench.runner.QuestionsBenchmark;
import io.henge.bench.runner.RestoreBenchmark;
import io.henge.bench.runner.SubmitBenchmark;
import io.henge.bench.runner.ThreadsBenchmark;
import io.henge.bench.scale.ScaleBenchmark;
import io.henge.bench.world.ExclusiveBenchmark;
import io.henge.bench.world.FailoverBenchmark;
import io.henge.bench.world.ReadersBenchmark;
import io.henge.bench.world.RequestsBenchmark;
import java.util.List;

/** All benchmarks. A new one is added here, and to {@code docs/benchmarks.md}. */
final class Catalogue {
    private static final int BURST_TASKS = 1_000;
    private static final int WINDOW_SECONDS = 30;
    private static final int LOST_TASKS = 40;
    private static final int STORM_TASKS = 5_000;
    private static final int TERMS = 10;
    private static final int QUIET_HOURS = 1_000;

    private Catalogue() {}

    /** In the order in which they run: those that need no world first. */
    static List<Benchmark> all(Scale scale) {
        return List.of(
                new LoopBenchmark(),
                new PlacementBenchmark(),
                new LedgerBenchmark(),
                new SubmitBenchmark(),
                new BurstBenchmark(BURST_TASKS),
                new ThreadsBenchmark(),
                new QuestionsBenchmark(),
                new PagesBenchmark(),
                new RestoreBenchmark(),
                new NeighboursBenchmark(),
                new ScaleBenchmark(),
                new FenceBenchmark(),
                new RequestsBenchmark(),
                new ReadersBenchmark(),
                new DispatchBenchmark(scale),
                new StormBenchmark(scale),
                new FailoverBenchmark(),
                new ExclusiveBenchmark(),
                new IsolationBenchmark(WINDOW_SECONDS),
                new LossBenchmark(scale.tasks().orElse(LOST_TASKS)),
                new LossStormBenchmark(scale.tasks().orElse(STORM_TASKS)),
                new HangBenchmark(TERMS),
                new QuietBenchmark(QUIET_HOURS));
    }
}
