package io.henge.bench.ledger;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.bench.store.DerbyServer;
import io.henge.bench.store.PostgresServer;
import io.henge.bench.store.Store;
import io.henge.core.ledger.Term;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.time.SteadyClock;
import io.henge.demo.world.Progress;
import io.henge.ledger.sql.SqlLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How fast the intents of new attempts become durable by group commit, on each kind of metadata store. */
public final class LedgerBenchmark implements Benchmark {
    private static final int PER_SECOND = 2_000;
    private static final double P99_MILLIS_MAX = 20;

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final int BURST = 20_000;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String about() {
        return "Intents made durable per second, and from submit to durable, on Derby and on PostgreSQL";
    }

    /** Starts a store. */
    private interface Starter {
        Store start(Path scratch) throws Exception;
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        Latencies disk = DiskSync.measure(scratch);
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("p50 of the disk's own sync of 4 KiB", disk.millis(0.5), "ms"),
                Figure.of("p99 of the disk's own sync of 4 KiB", disk.millis(0.99), "ms")));
        for (Starter starter : List.<Starter>of(DerbyServer::start, PostgresServer::start)) {
            try (Store store = starter.start(scratch)) {
                figures.addAll(progress.step(store.name(), () -> measure(store)));
            }
        }
        return figures;
    }

    private static List<Figure> measure(Store store) throws InterruptedException {
        SqlLedger ledger = new SqlLedger(store::open, "bench", () -> "bench", true);
        Term term = ledger.lead("bench:8090", new SteadyClock().instant());
        try (LedgerWriter writer = new LedgerWriter(ledger, term)) {
            writer.start();
            Load load = new Load(writer, term);
            load.paced(PER_SECOND, WARM_UP);
            Latencies paced = load.paced(PER_SECOND, MEASURED);
            double perSecond = load.burst(BURST);
            String on = " on " + store.name();
            String offered = " at " + PER_SECOND + " offered a second" + on;
            return List.of(
                    new Figure("throughput of a burst of " + BURST + on, perSecond, "/s", Target.atLeast(PER_SECOND)),
                    Figure.of("p50 from submit to durable" + offered, paced.millis(0.5), "ms"),
                    new Figure(
                            "p99 from submit to durable" + offered,
                            paced.millis(0.99),
                            "ms",
                            Target.atMost(P99_MILLIS_MAX)),
                    Figure.of("longest from submit to durable" + offered, paced.millis(1), "ms"));
        }
    }
}
