package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.world.Environment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an API server has written down since it was last asked for. For one thread. */
final class AuditTail {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWERED = "ResponseComplete";

    private final Path file;
    private long at;

    AuditTail(Environment.Cluster cluster) {
        this.file = Path.of(cluster.kubeconfig()).resolveSibling("logs").resolve("audit.log");
    }

    /** The requests that were answered since then, in the order of their answers. */
    List<Answered> next() throws IOException {
        byte[] more;
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            more = new byte[Math.toIntExact(log.length() - at)];
            log.seek(at);
            log.readFully(more);
        }
        String text = new String(more, StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        at += whole.getBytes(StandardCharsets.UTF_8).length;
        List<Answered> answered = new ArrayList<>();
        for (String line : (Iterable<String>) whole.lines()::iterator) {
            JsonNode event = JSON.readTree(line);
            if (event.path("stage").asText().equals(ANSWERED)) {
                answered.add(Answered.of(event));
            }
        }
        return answered;
    }

    /**
     * A request that was answered.
     *
     * @param what verb and resource, such as {@code create jobs} or {@code get pods/log}
     * @param code the HTTP status
     */
    record Answered(Instant at, String what, String userAgent, int code) {
        private static Answered of(JsonNode event) {
            JsonNode object = event.path("objectRef");
            String part = object.path("subresource").asText("");
            return new Answered(
                    Instant.parse(event.path("stageTimestamp").asText()),
                    event.path("verb").asText() + " " + object.path("resource").asText()
                            + (part.isEmpty() ? "" : "/" + part),
                    event.path("userAgent").asText(),
                    event.path("responseStatus").path("code").asInt());
        }

        boolean isOfHenge() {
            return userAgent.startsWith("henge/");
        }
    }
}
