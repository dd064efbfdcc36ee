package io.henge.demo.command;

import io.henge.cli.exit.ExitCode;
import io.henge.cli.terminal.Durations;
import io.henge.demo.build.Builds;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code henge up}: brings a world up and leaves it running. */
@Command(name = "up", description = "Bring a world up (real clusters, a real Druid) and leave it running.")
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--dir", paramLabel = "D", description = "Directory of the world; required.")
    private @Nullable Path directory;

    @Option(
            names = "--clusters",
            defaultValue = "east,west",
            paramLabel = "NAMES",
            description = "Names of the clusters, with commas between them (default: ${DEFAULT-VALUE}).")
    private String clusters = "";

    @Option(
            names = "--overlords",
            defaultValue = "2",
            paramLabel = "N",
            description = "Number of Overlords, 1 to 5 (default: ${DEFAULT-VALUE}).")
    private String overlords = "";

    @Option(names = "--query", description = "Also start Coordinator, Historical, Broker and Router.")
    private boolean query;

    @Option(names = "--router-port", paramLabel = "N", description = "Port of the Router (default: a free one).")
    private @Nullable String routerPort;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "An Overlord runtime property; may be given several times.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--druid",
            defaultValue = "33.0.0",
            paramLabel = "VERSION",
            description = "Druid's version, 33.0.0 or 37.0.0; the latter without --query (default: ${DEFAULT-VALUE}).")
    private String druid = "";

    @Option(
            names = "--store",
            defaultValue = "derby",
            paramLabel = "KIND",
            description = "Where Druid's metadata and the ledger are: derby, or postgresql, which is a real"
                    + " PostgreSQL, with Druid 33.0.0 (default: ${DEFAULT-VALUE}).")
    private String store = "";

    @Option(names = "--coordinator-as-overlord", description = "Each Overlord is a Coordinator too, in one process.")
    private boolean coordinatorAsOverlord;

    @Option(names = "--kafka", description = "Also start a Kafka, from which Druid 33.0.0 can read.")
    private boolean kafka;

    @Override
    public Integer call() throws InterruptedException {
        Path wanted = DirOption.required(directory);
        SpecText.Druid kind = new SpecText.Druid(druid, store, coordinatorAsOverlord, kafka);
        WorldSpec spec = new SpecText(clusters, overlords, query, routerPort, settings, kind).spec(wanted);
        long startNanos = System.nanoTime();
        try (TerminalProgress progress = Progresses.onScreen()) {
            Builds.here(progress).ensureWorld(spec.druid());
            World world = World.up(spec, progress);
            world.leaveRunning();
            progress.note("The world is up after " + Durations.words(Duration.ofNanos(System.nanoTime() - startNanos))
                    + ". End it with ./henge down --dir " + world.directory().root() + ".");
            progress.note("Its page: " + PageAddress.of(world));
            System.out.println(world.directory().environment());
        }
        return ExitCode.DONE;
    }
}
