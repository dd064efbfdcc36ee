package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.terminal.Durations;
import io.henge.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where a task goes and why, for a person. */
final class ExplanationText {
    private ExplanationText() {}

    static String of(JsonNode explanation, Instant now) {
        List<String> lines = new ArrayList<>();
        JsonNode placement = explanation.path("placement");
        if (!placement.isMissingNode() && !placement.isNull()) {
            lines.add(head(placement, explanation.path("queue"), now));
        }
        Table table = new Table("CLUSTER", "FINDING", "WHY");
        for (JsonNode finding : explanation.path("findings")) {
            table.row(
                    finding.path("cluster").asText(),
                    finding.path("finding").asText().replace('_', ' '),
                    why(finding));
        }
        lines.addAll(table.lines());
        lines.add(end(explanation));
        return String.join("\n", lines);
    }

    private static String head(JsonNode placement, JsonNode queue, Instant now) {
        String task = placement.path("task").asText();
        if (queue.has("position")) {
            Duration age =
                    Duration.between(Instant.parse(placement.path("since").asText()), now);
            return task + " waits for a cluster, since " + Durations.words(age.isNegative() ? Duration.ZERO : age)
                    + ", as number " + queue.path("position").asText() + " of "
                    + queue.path("length").asText() + ".";
        }
        return task + " is " + placement.path("state").asText()
                + (placement.hasNonNull("cluster")
                        ? " on " + placement.path("cluster").asText()
                        : "")
                + "; henge events --task " + task + " says why it went there. If it were placed now:";
    }

    private static String why(JsonNode finding) {
        if (!finding.path("finding").asText().equals("fits")) {
            return finding.path("why").asText();
        }
        List<String> marks = new ArrayList<>();
        finding.path("marks").forEach(mark -> {
            long points = mark.path("points").asLong();
            marks.add(mark.path("why").asText() + " (" + (points > 0 ? "+" : "") + points + ")");
        });
        return marks.isEmpty() ? "has room" : String.join(", ", marks);
    }

    private static String end(JsonNode explanation) {
        if (explanation.hasNonNull("obstacle")) {
            return explanation.path("obstacle").asText() + ".";
        }
        List<String> best = new ArrayList<>();
        explanation.path("best").forEach(name -> best.add(name.asText()));
        return "Would go to " + (best.size() == 1 ? "" : "one of ") + String.join(", ", best) + ".";
    }
}
