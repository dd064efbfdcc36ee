package io.henge.demo.world;

import io.henge.cli.exit.Refused;
import io.henge.demo.database.PostgresPrograms;
import io.henge.demo.druid.ClassSharing;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.druid.PeonImage;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.kafka.KafkaPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The built parts of one checkout, out of which worlds are made. */
public record Installation(Path root) {
    public Installation {
        root = root.toAbsolutePath().normalize();
    }

    /** The checkout that the property {@code henge.root} names, else the one around the working directory. */
    public static Installation find() {
        String named = System.getProperty("henge.root");
        if (named != null && Files.exists(Path.of(named, "demo", "pom.xml"))) {
            return new Installation(Path.of(named));
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path directory = here; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("demo/pom.xml")) && Files.exists(directory.resolve("pom.xml"))) {
                return new Installation(directory);
            }
        }
        throw new Refused(List.of("henge.root: " + (named == null ? here : named)
                + " is not a checkout of Henge. Run ./henge from the checkout, or set -Dhenge.root=DIRECTORY."));
    }

    public Path localkube() {
        return root.resolve("localkube/bin/localkube");
    }

    /** The Go module of localkube, with its {@code build.sh}. */
    public Path localkubeSources() {
        return root.resolve("localkube");
    }

    /** Prometheus' own tool, by which tests read what Prometheus would. */
    public Path promtool() {
        return promtoolSources().resolve("bin/promtool");
    }

    /** The Go module that names its version, with a {@code build.sh}. */
    public Path promtoolSources() {
        return root.resolve("charts/promtool");
    }

    /** Everything that the extension is built from. */
    public List<Path> extensionSources() {
        return Stream.concat(
                        Stream.concat(Stream.of(root.resolve("pom.xml")), pageSources()),
                        Stream.of(
                                        "core",
                                        "ledger-sql",
                                        "kubernetes-client",
                                        "kubernetes",
                                        "druid-peon",
                                        "druid-extension")
                                .flatMap(module -> Stream.of(
                                        root.resolve(module).resolve("pom.xml"),
                                        root.resolve(module).resolve("src/main"))))
                .toList();
    }

    /** Everything that the page in the extension is built from; not what npm has fetched. */
    private Stream<Path> pageSources() {
        return Stream.of(
                        "pom.xml",
                        "build.sh",
                        "index.html",
                        "package.json",
                        "package-lock.json",
                        "public",
                        "src",
                        "tsconfig.json",
                        "vite.config.ts")
                .map(page()::resolve);
    }

    /** The module of the page, with its {@code build.sh}. */
    public Path page() {
        return root.resolve("dashboard");
    }

    /** The jars of the extension and of what its programs need of Druid, as they are in the distribution of the command. */
    public Path programs() {
        return root.resolve("cli-dist/target/henge-cli/programs");
    }

    /** Everything that {@link #programs} are built from. */
    public List<Path> programSources() {
        return Stream.concat(
                        extensionSources().stream(),
                        Stream.of("cli/pom.xml", "cli/src/main", "cli-dist/pom.xml", "cli-dist/src/main")
                                .map(root::resolve))
                .toList();
    }

    /** Everything that the benchmarks are built from. */
    public List<Path> benchmarkSources() {
        return Stream.concat(
                        extensionSources().stream(),
                        Stream.of("testkit", "cli", "demo", "bench")
                                .flatMap(module -> Stream.of(
                                        root.resolve(module).resolve("pom.xml"),
                                        root.resolve(module).resolve("src/main"))))
                .toList();
    }

    /** The file that says what else than their own classes the benchmarks run with. */
    public Path benchmarks() {
        return root.resolve("bench/target/classpath");
    }

    /** The module, outside of the reactor, that gathers Druid's jars. */
    public Path druidModule(DruidVersion version) {
        return root.resolve(version.module());
    }

    public Path druidJars(DruidVersion version) {
        return druidModule(version).resolve("target/lib");
    }

    /** The module, outside of the reactor, with what PostgreSQL as the metadata store needs. */
    public Path postgresModule() {
        return root.resolve("demo/druid-postgresql");
    }

    /** The programs as they are published. */
    public Path postgresArchive() {
        return postgresModule().resolve("target/archive/postgres-linux-x86_64.txz");
    }

    /** The programs, unpacked. */
    public PostgresPrograms postgres() {
        return new PostgresPrograms(postgresModule().resolve("target/programs"));
    }

    /** The module, outside of the reactor, with a Kafka and what Druid reads from one by. */
    public Path kafkaModule() {
        return root.resolve("demo/kafka");
    }

    /** A broker's jars. */
    public Path kafkaJars() {
        return kafkaModule().resolve("target/lib");
    }

    KafkaPrograms kafka() {
        return new KafkaPrograms(kafkaJars(), java());
    }

    /** Those of Druid's own extensions, beside Henge, that a world needs: each one's directory. */
    List<String> druidExtensions(DruidKind kind) {
        return kind.kafka() ? List.of(kafkaModule().resolve("target/extension").toString()) : List.of();
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The directory that holds {@code henge/*.jar}. */
    public Path extensions() {
        return root.resolve("druid-extension/target/extensions");
    }

    /** What is unpacked below Druid's {@code extensions}. */
    public Path extensionArchive() {
        return root.resolve("druid-extension/target/henge-0.1.0.tar.gz");
    }

    /** What people unpack who have a Druid. */
    public Path commandArchive() {
        return root.resolve("cli-dist/target/henge-cli-0.1.0.tar.gz");
    }

    /** What Henge may do in a cluster. */
    public Path role() {
        return root.resolve("charts/rbac/role.yaml");
    }

    /** The flights of the demonstration. */
    public Path flights() {
        return root.resolve("demo/data/flights-20k.json");
    }

    /** Built things that belong to no module. */
    public Path cache() {
        return root.resolve(".henge");
    }

    public PeonImage peonImage(DruidVersion version) {
        return new PeonImage(cache().resolve("images/peon-" + version.number()), root.resolve("demo/image/peon.sh"));
    }

    public DruidRuntime druid(DruidVersion version) {
        return DruidRuntime.of(druidJars(version), java());
    }

    /** The same, able to reach a metadata store of this kind. */
    DruidRuntime druid(DruidVersion version, StoreKind store) {
        DruidRuntime plain = druid(version);
        return switch (store) {
            case DERBY -> plain;
            case POSTGRESQL ->
                plain.with(DruidRuntime.of(postgresModule().resolve("target/lib"), plain.java())
                        .jars());
        };
    }

    /** The archive of ready-made classes for exactly these jars. */
    public ClassSharing.FromArchive classes(DruidRuntime druid) {
        return new ClassSharing.FromArchive(cache().resolve("classes").resolve(druid.fingerprint() + ".jsa"));
    }

    /** Refuses to go on without what a world with or without clusters needs. */
    void require(DruidKind kind, boolean clusters) {
        List<Path> needed = new ArrayList<>(List.of(druidJars(kind.version())));
        if (kind.store() == StoreKind.POSTGRESQL) {
            needed.add(postgres().server());
        }
        if (kind.kafka()) {
            needed.add(kafkaJars());
        }
        if (clusters) {
            needed.addAll(
                    List.of(localkube(), peonImage(kind.version()).directory().resolve("peon.sh")));
        }
        List<String> complaints = needed.stream()
                .filter(path -> !Files.exists(path))
                .map(path -> path + " is missing. Run ./henge build first.")
                .toList();
        if (!complaints.isEmpty()) {
            throw new Refused(complaints);
        }
    }
}
