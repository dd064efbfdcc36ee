package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.terminal.Durations;
import io.henge.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each channel said of a cluster, as a table. */
final class Heard {
    /** The fields of the evidence, and what they are. */
    private static final Map<String, String> CHANNELS = new LinkedHashMap<>();

    static {
        CHANNELS.put("probe", "probe of the API server");
        CHANNELS.put("watch", "watches of Jobs and pods");
        CHANNELS.put("calls", "calls that make Jobs");
        CHANNELS.put("tasks", "what its tasks ask for");
        CHANNELS.put("discovery", "what its tasks announce");
        CHANNELS.put("peons", "what its tasks answer");
    }

    private Heard() {}

    /** By the evidence of a cluster that died at that moment. */
    static List<String> lines(JsonNode evidence, Instant died) {
        Table table = new Table("CHANNEL", "LAST HEARD", "NOW");
        CHANNELS.forEach((field, name) -> table.row(
                name,
                heard(evidence.path(field).path("heardAt"), died),
                evidence.path(field).path("why").asText("").isEmpty()
                        ? "silent"
                        : evidence.path(field).path("why").asText()));
        return table.lines();
    }

    private static String heard(JsonNode at, Instant died) {
        if (!at.isTextual()) {
            return "never";
        }
        Duration before = Duration.between(Instant.parse(at.asText()), died);
        return before.isNegative()
                ? Durations.words(before.negated()) + " after the cut"
                : Durations.words(before) + " before the cut";
    }
}
