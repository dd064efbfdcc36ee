package io.henge.demo.command;

import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.demo.build.Builds;
import io.henge.demo.show.Demo;
import io.henge.demo.show.DemoReport;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.Installation;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code henge demo}: brings a world up, ingests over two clusters, proves by SQL, takes the world down. */
@Command(
        name = "demo",
        description =
                "Ingest flights over two clusters, watch the tasks, and prove by SQL that every row arrived once.")
public final class DemoCommand implements Callable<Integer> {
    private static final List<String> CLUSTERS = List.of("east", "west");

    @Option(
            names = "--lose",
            paramLabel = "CLUSTER",
            description =
                    "Let a cluster, east or west, die in the middle of the ingestion: see what Henge sees, decides and"
                            + " does; then it comes back. Takes about two minutes.")
    private @Nullable String lost;

    @Option(names = "--keep", description = "Leave the world running.")
    private boolean keep;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "Directory of the world (default: a new one, removed after success).")
    private @Nullable Path directory;

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = Installation.find();
        requireCluster(lost);
        Path place = directory == null
                ? installation
                        .cache()
                        .resolve("worlds")
                        .resolve("demo-" + ProcessHandle.current().pid())
                : directory;
        try (TerminalProgress progress = Progresses.onScreen()) {
            Builds.here(progress).ensureWorld();
            return show(
                    installation, WorldSpec.standard(place).withClusters(CLUSTERS.toArray(String[]::new)), progress);
        }
    }

    /** Before anything is built or brought up. */
    private static void requireCluster(@Nullable String named) {
        if (named != null && !CLUSTERS.contains(named)) {
            throw new Refused(List.of("--lose: \"" + named + "\" is no cluster of the demonstration. Give "
                    + String.join(" or ", CLUSTERS) + "."));
        }
    }

    private int show(Installation installation, WorldSpec spec, TerminalProgress progress) throws InterruptedException {
        long startNanos = System.nanoTime();
        progress.note("Bringing up clusters east and west, and Druid around them.");
        World world = World.up(spec, progress);
        progress.note("Its page: " + PageAddress.of(world));
        boolean proved = false;
        try {
            Duration upTime = Duration.ofNanos(System.nanoTime() - startNanos);
            progress.status("watching");
            DemoReport report = new Demo(world, installation.flights(), lost, progress::note).run(upTime);
            progress.status("");
            proved = report.proved();
            progress.close();
            System.out.println(json ? report.json() : report.text());
        } finally {
            end(world, proved, progress);
        }
        return proved ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void end(World world, boolean proved, TerminalProgress progress) {
        Path root = world.directory().root();
        if (keep) {
            world.leaveRunning();
            progress.note("The world goes on, with its page at " + PageAddress.of(world)
                    + ". End it with ./henge down --dir " + root + ".");
            return;
        }
        world.close();
        if (proved && directory == null) {
            try {
                world.directory().delete();
            } catch (IOException e) {
                throw new UncheckedIOException(root + " cannot be deleted", e);
            }
        } else {
            progress.note(
                    "The world is down. Its logs stay in " + world.directory().logs() + ".");
        }
    }
}
