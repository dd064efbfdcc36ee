package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.world.Environment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an API server has written down since it was last asked for; also what it has put aside meanwhile, as it does with
 * every 100 MiB. For one thread.
 */
public final class AuditTail {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWERED = "ResponseComplete";

    private final Path logs;

    /** How far each file was read, by what stays the same when it is put aside. */
    private final Map<Object, Long> read = new HashMap<>();

    /** From the beginning of what the cluster has written down. */
    public AuditTail(Environment.Cluster cluster) {
        this.logs = Path.of(cluster.kubeconfig()).resolveSibling("logs");
    }

    /** The requests that were answered since then, in the order of their answers. */
    public List<Answered> next() throws IOException {
        List<Answered> answered = new ArrayList<>();
        for (Path file : files()) {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            long at = read.getOrDefault(key, 0L);
            read.put(key, at + read(file, at, answered));
        }
        return answered;
    }

    /** The same of several, one after the other. */
    public static List<Answered> next(List<AuditTail> tails) {
        List<Answered> all = new ArrayList<>();
        for (AuditTail tail : tails) {
            try {
                all.addAll(tail.next());
            } catch (IOException e) {
                throw new UncheckedIOException("The audit log cannot be read", e);
            }
        }
        return all;
    }

    /** What was put aside, by the time in its name, and then what is being written. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(logs)) {
            return all.filter(file -> file.getFileName().toString().startsWith("audit"))
                    .sorted()
                    .toList();
        }
    }

    private static int read(Path file, long at, List<Answered> answered) throws IOException {
        byte[] more;
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            more = new byte[Math.toIntExact(log.length() - at)];
            log.seek(at);
            log.readFully(more);
        }
        String text = new String(more, StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : (Iterable<String>) whole.lines()::iterator) {
            JsonNode event = JSON.readTree(line);
            if (event.path("stage").asText().equals(ANSWERED)) {
                answered.add(Answered.of(event));
            }
        }
        return whole.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * A request that was answered.
     *
     * @param what verb and resource, such as {@code create jobs} or {@code get pods/log}
     * @param name of the object that it is about, where it names one
     * @param code the HTTP status
     */
    public record Answered(Instant at, String what, String name, String userAgent, int code) {
        private static Answered of(JsonNode event) {
            JsonNode object = event.path("objectRef");
            String part = object.path("subresource").asText("");
            return new Answered(
                    Instant.parse(event.path("stageTimestamp").asText()),
                    event.path("verb").asText() + " " + object.path("resource").asText()
                            + (part.isEmpty() ? "" : "/" + part),
                    object.path("name").asText(""),
                    event.path("userAgent").asText(),
                    event.path("responseStatus").path("code").asInt());
        }

        /** But for its probes, which are {@code henge-probe/}'s. */
        public boolean isOfHenge() {
            return userAgent.startsWith("henge/");
        }
    }
}
