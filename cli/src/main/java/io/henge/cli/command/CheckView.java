package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the findings of {@code henge check} look like to people. Pure functions. */
final class CheckView {
    private static final String NOTHING = "-";

    /** What is shown one by one, the gravest first; what is fine is only counted. */
    private static final List<String> SHOWN = List.of("problem", "warning", "unseen");

    private CheckView() {}

    /** A table of the clusters and, below it, every finding that is not fine. */
    static List<String> lines(JsonNode report) {
        Table clusters = new Table("NAME", "REACHED", "SERVER", "CLOCK", "FINE", "NOT SEEN", "WARNINGS", "PROBLEMS");
        Table findings = new Table("CLUSTER", "FINDING", "ABOUT", "MESSAGE");
        for (JsonNode cluster : report.path("clusters")) {
            clusters.row(
                    cluster.path("name").asText(),
                    cluster.path("reached").asBoolean() ? "yes" : "no",
                    cluster.path("serverVersion").asText(NOTHING),
                    clock(cluster.path("clockAheadSeconds")),
                    count(cluster, "fine"),
                    count(cluster, "unseen"),
                    count(cluster, "warning"),
                    count(cluster, "problem"));
            for (String level : SHOWN) {
                of(cluster, level)
                        .forEach(finding -> findings.row(
                                cluster.path("name").asText(),
                                level.equals("unseen") ? "not seen" : level,
                                line(finding, "about"),
                                line(finding, "sentence")));
            }
        }
        List<String> lines = new ArrayList<>(clusters.lines());
        if (findings.lines().size() > 1) {
            lines.add("");
            lines.addAll(findings.lines());
        }
        return lines;
    }

    private static String count(JsonNode cluster, String level) {
        return Long.toString(of(cluster, level).count());
    }

    private static Stream<JsonNode> of(JsonNode cluster, String level) {
        return StreamSupport.stream(cluster.path("findings").spliterator(), false)
                .filter(finding -> finding.path("level").asText().equals(level));
    }

    /** How far the cluster's clock is ahead of ours. */
    private static String clock(JsonNode aheadSeconds) {
        if (!aheadSeconds.isNumber()) {
            return NOTHING;
        }
        long ahead = aheadSeconds.asLong();
        return (ahead < 0 ? "" : "+") + ahead + " s";
    }

    private static String line(JsonNode finding, String field) {
        return finding.path(field).asText().replaceAll("\\s+", " ");
    }
}
