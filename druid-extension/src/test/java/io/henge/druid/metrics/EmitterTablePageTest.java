package io.henge.druid.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.druid.GeneratedPart;
import io.henge.druid.metrics.Metric.Kind;
import io.henge.druid.metrics.Metric.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code henge metrics-map} adds to the maps of Druid's emitters is what {@link Metric} says. */
class EmitterTablePageTest {
    private static final Path TABLE = Path.of("..", "cli", "src", "main", "resources", "io", "henge", "cli", "command");

    @Test
    void theCommandKnowsEveryMetric() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        StringBuilder rows = new StringBuilder();
        for (Metric metric : Metric.values()) {
            ObjectNode row = json.createObjectNode();
            row.put("metric", metric.sentAs());
            row.put("type", type(metric));
            ArrayNode dimensions = row.putArray("dimensions");
            metric.kind().bounded().stream().sorted().forEach(dimensions::add);
            row.put("help", help(metric));
            rows.append(rows.isEmpty() ? "[\n  " : ",\n  ").append(json.writeValueAsString(row));
        }
        GeneratedPart.checkWhole(
                TABLE.resolve("metrics.json"), rows.append("\n]\n").toString());
    }

    /** In events the longest of a period is no single duration, of which there would be many. */
    private static String type(Metric metric) {
        return switch (metric.shape()) {
            case COUNTER -> "count";
            case NUMBER, SPAN, MOMENT -> "gauge";
            case HISTOGRAM -> metric.kind() == Kind.RUNNER ? "gauge" : "timer";
        };
    }

    /** What prometheus-emitter shows of a gauge it shows as it is sent. */
    private static String help(Metric metric) {
        boolean inMillis = metric.shape().isTime() && !type(metric).equals("timer");
        String unit = metric.shape() == Shape.MOMENT ? " (milliseconds since 1970)" : " (milliseconds)";
        return Exposed.of(metric).help() + (inMillis ? unit : "");
    }
}
