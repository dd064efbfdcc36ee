package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** How an emitter of Druid's writes down which metrics it sends; named as people type it. */
enum EmitterMap {
    prometheus {
        @Override
        void describe(JsonNode metric, ObjectNode entry) {
            if (metric.path("type").asText().equals("timer")) {
                // It shows what a timer gives in seconds.
                entry.put("conversionFactor", MILLIS);
            }
            entry.put("help", metric.path("help").asText());
        }

        @Override
        String more(JsonNode entry) {
            return entry.path("help").isTextual()
                    ? ""
                    : "has no help, without which prometheus-emitter does not start. Give it one, or --emitter statsd if it is a"
                            + " map for that.";
        }
    },
    statsd {
        @Override
        void describe(JsonNode metric, ObjectNode entry) {}

        @Override
        String more(JsonNode entry) {
            return "";
        }
    };

    private static final double MILLIS = 1_000;
    private static final Set<String> TYPES = Set.of("count", "gauge", "timer");
    private static final int SHOWN_MAX = 80;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Says what only this emitter wants to know of a metric. */
    abstract void describe(JsonNode metric, ObjectNode entry);

    /** What is wrong with an entry for this emitter alone; empty if nothing is. */
    abstract String more(JsonNode entry);

    /** Adds each metric of Henge's that is not there; gives how many Henge has. */
    int addTo(ObjectNode map) {
        JsonNode metrics = metrics();
        for (JsonNode metric : metrics) {
            String name = metric.path("metric").asText();
            if (!map.has(name)) {
                ObjectNode entry = map.putObject(name);
                entry.set("dimensions", metric.path("dimensions"));
                entry.set("type", metric.path("type"));
                describe(metric, entry);
            }
        }
        return metrics.size();
    }

    /** What the emitter would not read of a map; empty if it reads all. */
    List<String> complaints(ObjectNode map) {
        List<String> complaints = new ArrayList<>();
        map.fields().forEachRemaining(field -> {
            String wrong = complaint(field.getValue());
            if (!wrong.isEmpty()) {
                complaints.add("[" + cut(field.getKey()) + "] " + wrong);
            }
        });
        return complaints;
    }

    private String complaint(JsonNode entry) {
        if (!entry.isObject()) {
            return "is no object. Give it dimensions and type.";
        }
        JsonNode dimensions = entry.path("dimensions");
        if (!dimensions.isArray()) {
            return "has no dimensions. Give it a list of names, which may be empty.";
        }
        for (JsonNode dimension : dimensions) {
            if (!dimension.isTextual()) {
                return "has the dimension " + cut(dimension.toString()) + ", which is no name. Give names only.";
            }
        }
        String type = entry.path("type").asText();
        return TYPES.contains(type)
                ? more(entry)
                : "has the type[" + cut(type) + "]. Give it one of count, gauge and timer.";
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > SHOWN_MAX ? line.substring(0, SHOWN_MAX) + "…" : line;
    }

    /** What the extension's own table says, which the build has put here. */
    private static JsonNode metrics() {
        try (InputStream table = EmitterMap.class.getResourceAsStream("metrics.json")) {
            return JSON.readTree(Objects.requireNonNull(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
