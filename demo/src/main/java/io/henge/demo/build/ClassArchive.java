package io.henge.demo.build;

import io.henge.cli.overlord.NotAnswered;
import io.henge.demo.druid.ClassSharing;
import io.henge.demo.druid.DruidCalls;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.JvmArguments;
import io.henge.demo.process.Children;
import io.henge.demo.process.LogFile;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Poll;
import io.henge.demo.show.Flights;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Installation;
import io.henge.demo.world.Progress;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldClusters;
import io.henge.demo.world.WorldDirectory;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The archive of ready-made classes that halves the start of every Druid process.
 *
 * <p>Which classes belong in it is found out by use: a world without clusters ingests the flights with Druid's own local
 * runner and answers a query, while every process notes the classes it loads. Made once for each set of jars.
 */
final class ClassArchive {
    private static final Duration INGEST_LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Installation installation;
    private final Children children;

    ClassArchive(Installation installation, Children children) {
        this.installation = installation;
        this.children = children;
    }

    /** Makes {@code archive} and removes those of other jars. */
    void make(DruidRuntime runtime, Path archive) throws InterruptedException {
        Path work = archive.resolveSibling("training");
        try {
            Files.createDirectories(work.resolve("lists"));
            List<String> classes = train(runtime, work);
            Path list = work.resolve("all.classlist");
            Files.write(list, classes);
            dump(runtime, list, work.resolve("new.jsa"));
            Files.move(
                    work.resolve("new.jsa"),
                    archive,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            removeOthers(archive);
            new WorldDirectory(work.resolve("world")).delete();
        } catch (IOException e) {
            throw new UncheckedIOException("The archive of classes " + archive + " cannot be made", e);
        }
    }

    private List<String> train(DruidRuntime runtime, Path work) throws InterruptedException, IOException {
        Path lists = work.resolve("lists");
        ClassSharing.Recording recording = new ClassSharing.Recording(lists);
        List<String> peonOptions = Stream.of(
                        runtime.flags().stream(), Stream.of("-Xmx256m"), recording.options("peon").stream())
                .flatMap(options -> options)
                .toList();
        String peonOptionsJson =
                peonOptions.stream().map(option -> "\"" + option + "\"").collect(Collectors.joining(",", "[", "]"));
        WorldSpec spec = new WorldSpec(
                work.resolve("world"),
                WorldClusters.named(List.of()),
                1,
                true,
                Map.of(
                        "druid.indexer.runner.type", "local",
                        "druid.worker.capacity", "3",
                        "druid.indexer.runner.javaOptsArray", peonOptionsJson),
                OptionalInt.empty(),
                DruidKind.standard());
        try (World world = World.up(installation, spec, recording, Progress.silent())) {
            ingest(world);
        }
        Set<String> classes = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.sorted().toList()) {
                classes.addAll(Files.readAllLines(file));
            }
        }
        // Classes of other loaders are tied to ids that are unique in one list only.
        return classes.stream().filter(line -> !line.contains("source:")).toList();
    }

    private void ingest(World world) throws InterruptedException {
        Environment environment = world.environment();
        Path data = world.directory().data();
        new Flights(installation.flights()).split(data, 2);
        DruidCalls druid = new DruidCalls(
                environment.overlords().stream().map(Environment.Server::url).toList());
        String task = druid.submit(Flights.task(data, 2));
        boolean ended = Poll.until(INGEST_LIMIT, LOOK_EVERY, () -> ended(druid, task));
        if (!ended || environment.services() == null) {
            throw new PartFailed("Task " + task + " did not end within " + INGEST_LIMIT.toMinutes() + " minutes.");
        }
        String router = environment.services().router().url();
        Poll.until(Duration.ofSeconds(40), LOOK_EVERY, () -> counted(druid, router));
    }

    private static boolean ended(DruidCalls druid, String task) {
        try {
            return !druid.status(task).path("statusCode").asText("RUNNING").equals("RUNNING");
        } catch (NotAnswered notNow) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean counted(DruidCalls druid, String router) {
        try {
            return druid.sql(router, "SELECT COUNT(*) AS \"rows\" FROM flights")
                            .path(0)
                            .path("rows")
                            .asLong()
                    == Flights.ROWS;
        } catch (NotAnswered notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void dump(DruidRuntime runtime, Path list, Path archive) throws InterruptedException, IOException {
        List<String> arguments = new ArrayList<>(runtime.flags());
        arguments.addAll(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                runtime.classPath()));
        Path file = archive.resolveSibling("dump.args");
        Files.writeString(file, JvmArguments.file(arguments));
        Path log = archive.resolveSibling("dump.log");
        int status =
                children.run(archive.resolveSibling("."), List.of(runtime.java().toString(), "@" + file), log);
        if (status != 0 || !Files.exists(archive)) {
            throw new PartFailed(
                    new LogFile(log).explain("The archive of classes could not be made (exit " + status + ")."));
        }
    }

    private static void removeOthers(Path archive) throws IOException {
        try (Stream<Path> files = Files.list(archive.resolveSibling("."))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".jsa"))
                    .filter(file -> !file.getFileName().equals(archive.getFileName()))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
