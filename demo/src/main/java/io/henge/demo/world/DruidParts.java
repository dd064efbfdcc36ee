package io.henge.demo.world;

import io.henge.cli.exit.Refused;
import io.henge.demo.database.PostgresPrograms;
import io.henge.demo.database.Unprivileged;
import io.henge.demo.druid.ClassSharing;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.DruidService;
import io.henge.demo.druid.Endpoints;
import io.henge.demo.druid.JvmArguments;
import io.henge.demo.druid.LogSettings;
import io.henge.demo.druid.PropertiesFile;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.kafka.KafkaPrograms;
import io.henge.demo.process.Part;
import io.henge.demo.process.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Starts the processes of a world: ZooKeeper, the metadata store, Kafka and Druid's services, each with its own configuration. */
final class DruidParts {
    static final String ZOOKEEPER = "zookeeper";
    static final String KAFKA = "kafka";

    /** For what makes an empty store. */
    private static final Duration FORMAT_LIMIT = Duration.ofMinutes(2);

    private final WorldDirectory directory;
    private final Parts parts;
    private final DruidRuntime runtime;
    private final ClassSharing sharing;

    DruidParts(WorldDirectory directory, Parts parts, DruidRuntime runtime, ClassSharing sharing) {
        this.directory = directory;
        this.parts = parts;
        this.runtime = runtime;
        this.sharing = sharing;
    }

    /** The name of an Overlord; the first one has number 1. */
    static String overlord(int number) {
        return DruidService.OVERLORD.command() + "-" + number;
    }

    Part zooKeeper(int port) throws InterruptedException {
        Path settings = directory.conf(ZOOKEEPER).resolve("zoo.properties");
        Map<String, String> properties = new TreeMap<>();
        properties.put("tickTime", "500");
        properties.put("dataDir", make(directory.scratch(ZOOKEEPER)).toString());
        properties.put("clientPort", Integer.toString(port));
        properties.put("clientPortAddress", Endpoints.HOST);
        properties.put("minSessionTimeout", "1000");
        properties.put("maxSessionTimeout", "60000");
        properties.put("admin.enableServer", "false");
        properties.put("maxClientCnxns", "0");
        properties.put("4lw.commands.whitelist", "ruok");
        PropertiesFile.write(settings, properties);
        return start(
                ZOOKEEPER,
                "128m",
                List.of(),
                List.of("org.apache.zookeeper.server.ZooKeeperServerMain", settings.toString()));
    }

    Part derby(int port) throws InterruptedException {
        String name = StoreKind.DERBY.word();
        return start(
                name,
                "192m",
                List.of("-Dderby.system.home=" + make(directory.scratch(name))),
                List.of(
                        "org.apache.derby.drda.NetworkServerControl",
                        "start",
                        "-h",
                        Endpoints.HOST,
                        "-p",
                        Integer.toString(port),
                        "-noSecurityManager"));
    }

    Part postgres(PostgresPrograms programs, int port) throws InterruptedException {
        String name = StoreKind.POSTGRESQL.word();
        Path scratch = make(directory.scratch(name));
        try {
            // For whoever it runs as, who makes a directory of his own there that is closed to others.
            Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(scratch + " cannot be opened to others", e);
        }
        List<String> prefix = Unprivileged.prefix(programs.server(), scratch)
                .orElseThrow(
                        () -> new Refused(List.of("--store: PostgreSQL does not run as root, and neither setpriv nor"
                                + " unshare lets nobody run " + programs.server() + " and write into " + scratch
                                + ". Run this as another user, or leave --store out.")));
        Path data = scratch.resolve("data");
        parts.run(name + "-initdb", join(prefix, programs.initdb(data)), scratch, FORMAT_LIMIT);
        return parts.start(name, join(prefix, programs.postgres(data, port)), scratch);
    }

    Part kafka(KafkaPrograms programs, int port, int controllerPort) throws InterruptedException {
        Path scratch = make(directory.scratch(KAFKA));
        Path settings = directory.conf(KAFKA).resolve("server.properties");
        PropertiesFile.write(settings, KafkaPrograms.settings(port, controllerPort, scratch.resolve("data")));
        parts.run(KAFKA + "-format", programs.format(settings), scratch, FORMAT_LIMIT);
        return parts.start(KAFKA, programs.serve(settings), scratch);
    }

    private static List<String> join(List<String> prefix, List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /** @param extra properties beside those of the kind, and stronger */
    Part service(String name, DruidService service, int port, Endpoints endpoints, Map<String, String> extra)
            throws InterruptedException {
        Map<String, String> properties = new TreeMap<>(DruidService.common(endpoints, directory.storage()));
        properties.putAll(service.properties(port, make(directory.scratch(name))));
        properties.putAll(extra);
        PropertiesFile.write(directory.conf(name).resolve("runtime.properties"), properties);
        return start(
                name,
                service.heap(),
                List.of("-XX:MaxDirectMemorySize=128m"),
                List.of("org.apache.druid.cli.Main", "server", service.command()));
    }

    private Part start(String name, String heap, List<String> options, List<String> program)
            throws InterruptedException {
        Path conf = make(directory.conf(name));
        Path temporary = make(directory.scratch(name).resolve("tmp"));
        List<String> arguments = new ArrayList<>(runtime.flags());
        arguments.addAll(List.of("-Xms64m", "-Xmx" + heap, "-Djava.io.tmpdir=" + temporary));
        arguments.addAll(options);
        arguments.addAll(sharing.options(name));
        arguments.addAll(List.of("-cp", runtime.classPath(conf)));
        try {
            Files.writeString(conf.resolve("log4j2.xml"), LogSettings.toStandardOutput());
            Files.writeString(conf.resolve("jvm.args"), JvmArguments.file(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException("The configuration of " + name + " cannot be written", e);
        }
        List<String> command = new ArrayList<>(List.of(runtime.java().toString(), "@" + conf.resolve("jvm.args")));
        command.addAll(program);
        return parts.start(name, command, directory.scratch(name));
    }

    private static Path make(Path wanted) {
        try {
            return Files.createDirectories(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(wanted + " cannot be made", e);
        }
    }
}
