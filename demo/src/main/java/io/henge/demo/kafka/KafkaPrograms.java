package io.henge.demo.kafka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kafka's programs, and the settings and command lines that run one small broker which is its own controller (KRaft): it
 * needs nothing but its directory.
 *
 * @param jars the directory that holds them
 * @param java the {@code java} program
 */
public record KafkaPrograms(Path jars, Path java) {
    private static final String HOST = "127.0.0.1";

    private static final String NODE = "1";

    /** Sixteen bytes in base64, as Kafka has them; nobody else can join, so that they may be the same everywhere. */
    private static final String CLUSTER_ID = "aGVuZ2Uta2Fma2EtMDAwMQ";

    private static final List<String> JVM = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Duser.timezone=UTC",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss,SSS");

    /**
     * A broker for clients of this machine.
     *
     * @param port where clients find it
     * @param controllerPort where it finds itself
     * @param data an empty or missing directory for what it keeps
     */
    public static Map<String, String> settings(int port, int controllerPort, Path data) {
        String clients = "PLAINTEXT://" + HOST + ":" + port;
        String controller = HOST + ":" + controllerPort;
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE);
        settings.put("controller.quorum.voters", NODE + "@" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", clients + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", clients);
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        // Of everything one, as there is one broker.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        // Few threads, and not half of the heap for the cleaner.
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }

    /** Makes an empty store out of what the settings say. */
    public List<String> format(Path settings) {
        return command(
                "kafka.tools.StorageTool", "format", "--cluster-id", CLUSTER_ID, "--config", settings.toString());
    }

    /** Serves a store that was formatted. */
    public List<String> serve(Path settings) {
        return command("kafka.Kafka", settings.toString());
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(JVM);
        command.addAll(List.of("-cp", jars.resolve("*").toString(), program));
        command.addAll(List.of(arguments));
        return command;
    }
}
