package io.henge.demo.build;

import io.henge.cli.exit.Refused;
import io.henge.demo.database.PostgresPrograms;
import io.henge.demo.druid.ClassSharing;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.process.Children;
import io.henge.demo.process.FileClaim;
import io.henge.demo.process.LogFile;
import io.henge.demo.process.OnExit;
import io.henge.demo.process.PartFailed;
import io.henge.demo.world.Installation;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Builds what is missing or out of date; each thing is a step which says so.
 *
 * <p>Up to date means: as new as its newest source. Builds of one checkout exclude each other, and
 * whoever uses what they change.
 */
public final class Builds {
    private static final Duration WAIT_MAX = Duration.ofMinutes(30);
    private static final int TRIES_MAX = 3;

    private final Installation installation;
    private final Progress progress;
    private final Children children;
    private final BuildLock lock;

    public Builds(Installation installation, Progress progress, Children children) {
        this.installation = installation;
        this.progress = progress;
        this.children = children;
        this.lock = new BuildLock(installation.cache().resolve("build.lock"), progress, WAIT_MAX);
    }

    /** What a world of the usual Druid needs. */
    public void ensureWorld() throws InterruptedException {
        ensureWorld(DruidKind.standard());
    }

    /** What a world of this Druid needs: localkube, the extension, Druid, the peon image, the metadata store, Kafka. */
    public void ensureWorld(DruidKind kind) throws InterruptedException {
        exclusively(() -> {
            localkube(false);
            currentExtension();
            druid(kind.version());
            if (kind.store() == StoreKind.POSTGRESQL) {
                postgres();
            }
            if (kind.kafka()) {
                kafka();
            }
        });
    }

    /** What worlds of every kind need, and the other tools of the tests. */
    public void ensureEveryWorld() throws InterruptedException {
        exclusively(() -> {
            localkube(false);
            promtool();
            currentExtension();
            everyDruid();
        });
    }

    /**
     * What {@code henge render} and {@code henge check} run, without what only worlds need. Who finds it up to date waits for
     * nobody but a build.
     *
     * @return keeps builds away until it is closed
     */
    public FileClaim claimPrograms() throws InterruptedException {
        for (int i = 0; i < TRIES_MAX; i++) {
            FileClaim claim = lock.toUse();
            if (programs().upToDate()) {
                return claim;
            }
            claim.close();
            exclusively(this::currentPrograms);
        }
        throw new Refused(List.of("The sources in " + installation.root()
                + " change while they are built. Run this again once they rest."));
    }

    private Artifact programs() {
        return new Artifact(installation.programs(), installation.programSources(), stamp("programs"));
    }

    private void currentPrograms() throws InterruptedException {
        Artifact programs = programs();
        if (!programs.upToDate()) {
            programs.built(() -> extension()
                    .built(() -> command(
                            "the programs that render, check and cluster run",
                            List.of("mvn", "-q", "package", "-DskipTests", "-pl", "cli-dist", "-am"))));
        }
    }

    /** Everything, whether out of date or not; Maven and Go know themselves what to skip. */
    public void everything() throws InterruptedException {
        exclusively(() -> {
            localkube(true);
            promtool();
            command("all Java modules", List.of("mvn", "-q", "package", "-DskipTests"));
            everyDruid();
        });
    }

    /** The benchmarks, and with them the extension that they measure. */
    public void ensureBenchmarks() throws InterruptedException {
        exclusively(() -> {
            Artifact benchmarks =
                    new Artifact(installation.benchmarks(), installation.benchmarkSources(), stamp("benchmarks"));
            if (!benchmarks.upToDate()) {
                benchmarks.built(() -> extension()
                        .built(() -> command(
                                "the benchmarks",
                                List.of("mvn", "-q", "package", "-DskipTests", "-pl", "bench", "-am"))));
            }
        });
    }

    private Artifact extension() {
        return new Artifact(
                installation.extensions().resolve("henge"), installation.extensionSources(), stamp("extension"));
    }

    private void localkube(boolean always) throws InterruptedException {
        Path sources = installation.localkubeSources();
        Artifact localkube = new Artifact(installation.localkube(), List.of(sources), stamp("localkube"));
        if (always || !localkube.upToDate()) {
            localkube.built(() -> command(
                    "localkube (four minutes the first time)",
                    List.of(sources.resolve("build.sh").toString())));
        }
    }

    /** Worlds do without it: the tests that need it say that they are left out where it cannot be built. */
    private void promtool() throws InterruptedException {
        Path sources = installation.promtoolSources();
        Artifact promtool = new Artifact(installation.promtool(), List.of(sources), stamp("promtool"));
        if (promtool.upToDate()) {
            return;
        }
        try {
            promtool.built(() -> command(
                    "promtool (two minutes the first time)",
                    List.of(sources.resolve("build.sh").toString())));
        } catch (PartFailed failure) {
            progress.note(failure.getMessage() + "\nThe tests that need promtool are left out.");
        }
    }

    private void currentExtension() throws InterruptedException {
        Artifact extension = extension();
        if (!extension.upToDate()) {
            extension.built(() -> command(
                    "Henge's extension",
                    List.of("mvn", "-q", "package", "-DskipTests", "-pl", "druid-extension", "-am")));
        }
    }

    private void jars(DruidVersion version) throws InterruptedException {
        Path module = installation.druidModule(version);
        Path pom = module.resolve("pom.xml");
        Artifact jars =
                new Artifact(installation.druidJars(version), List.of(module), stamp("druid-" + version.number()));
        if (!jars.upToDate()) {
            jars.built(() -> command(
                    "the jars of Druid " + version.number() + " (200 MB the first time)",
                    List.of("mvn", "-q", "-f", pom.toString(), "clean", "package")));
        }
    }

    private void postgres() throws InterruptedException {
        Path module = installation.postgresModule();
        PostgresPrograms programs = installation.postgres();
        Artifact postgres = new Artifact(programs.directory(), List.of(module), stamp("postgresql"));
        if (!postgres.upToDate()) {
            postgres.built(() -> {
                command(
                        "PostgreSQL for Druid (15 MB the first time)",
                        List.of("mvn", "-q", "-f", module.resolve("pom.xml").toString(), "clean", "package"));
                unpack(installation.postgresArchive(), programs.directory());
            });
        }
    }

    private void kafka() throws InterruptedException {
        Path module = installation.kafkaModule();
        Artifact kafka = new Artifact(installation.kafkaJars(), List.of(module), stamp("kafka"));
        if (!kafka.upToDate()) {
            kafka.built(() -> command(
                    "Kafka for Druid (55 MB the first time)",
                    List.of("mvn", "-q", "-f", module.resolve("pom.xml").toString(), "clean", "package")));
        }
    }

    /** Whoever is interrupted here leaves nothing that looks like programs. */
    private static void unpack(Path archive, Path directory) {
        Path fresh = directory.resolveSibling(directory.getFileName() + ".new");
        try (InputStream packed = Files.newInputStream(archive)) {
            PostgresPrograms.unpack(packed, fresh);
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's programs cannot be unpacked to " + directory, e);
        }
    }

    private void everyDruid() throws InterruptedException {
        for (DruidVersion version : DruidVersion.values()) {
            druid(version);
        }
        postgres();
        kafka();
    }

    /** What a query loads belongs into the archive of classes: a Druid without query services goes without. */
    private void druid(DruidVersion version) throws InterruptedException {
        jars(version);
        DruidRuntime runtime = installation.druid(version);
        ClassSharing.FromArchive classes = installation.classes(runtime);
        if (version.hasQuery() && !Files.exists(classes.archive())) {
            progress.step("archive of Druid's classes (once, about a minute)", () -> {
                new ClassArchive(installation, children).make(runtime, classes.archive());
                return true;
            });
        }
        installation.peonImage(version).write(runtime, classes);
    }

    private Path stamp(String name) {
        return installation.cache().resolve("stamps").resolve(name);
    }

    private void command(String name, List<String> command) throws InterruptedException {
        Path log = installation.cache().resolve("logs").resolve("build-" + name.replaceAll("[^A-Za-z]+", "-") + ".log");
        progress.step(name, () -> {
            int status = children.run(installation.root(), command, log);
            if (status != 0) {
                throw new PartFailed(new LogFile(log)
                        .explain("Building " + name + " failed (" + String.join(" ", command) + " ended with " + status
                                + ")."));
            }
            return true;
        });
    }

    private void exclusively(Artifact.Build work) throws InterruptedException {
        FileClaim claim = lock.toBuild();
        OnExit.Registration ending = OnExit.register(children::close);
        try {
            work.run();
        } finally {
            ending.close();
            claim.close();
        }
    }

    /** The builds of the checkout around us, with the JDK that we run on. */
    public static Builds here(Progress progress) {
        return new Builds(
                Installation.find(), progress, new Children(Map.of("JAVA_HOME", System.getProperty("java.home"))));
    }
}
