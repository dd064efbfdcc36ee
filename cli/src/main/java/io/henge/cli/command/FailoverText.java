package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** What failovers look like to people. Pure functions. */
final class FailoverText {
    private static final String NONE = "There are no failovers.";
    private static final String INDENT = "  ";

    private FailoverText() {}

    /** One line for each. */
    static Object table(JsonNode failovers) {
        return failovers.isEmpty() ? NONE : rows(failovers);
    }

    private static Table rows(JsonNode failovers) {
        Table table = new Table("AT", "TASK", "ATTEMPT", "FROM", "TO", "TRIGGER", "WHAT");
        for (JsonNode failover : failovers) {
            table.row(
                    Views.time(failover, "at"),
                    Views.text(failover, "task"),
                    Views.text(failover, "attempt"),
                    Views.text(failover, "from"),
                    Views.text(failover, "to"),
                    Views.text(failover, "trigger").replace('_', ' '),
                    what(failover));
        }
        return table;
    }

    private static String what(JsonNode failover) {
        if (!failover.path("acted").asBoolean()) {
            return "observed";
        }
        return (failover.hasNonNull("purgedAt") ? "acted, purged" : "acted, purge owed")
                + (failover.path("falsePositive").asBoolean() ? ", false positive" : "");
    }

    /** The same with what is known of each below it. */
    static Object withGrounds(JsonNode failovers) {
        if (failovers.isEmpty()) {
            return NONE;
        }
        List<String> rows = rows(failovers).lines();
        List<String> lines = new ArrayList<>(rows.subList(0, 1));
        for (int i = 0; i < failovers.size(); i++) {
            lines.add(rows.get(i + 1));
            grounds(failovers.get(i)).forEach(line -> lines.add(INDENT + line));
        }
        return String.join("\n", lines);
    }

    private static List<String> grounds(JsonNode failover) {
        String why = Views.text(failover, "why");
        Table table = new Table("why", why.isEmpty() ? "-" : why);
        for (String part : List.of("evidence", "policy", "preserved")) {
            List<String> names = new ArrayList<>();
            failover.path(part).fieldNames().forEachRemaining(names::add);
            for (int i = 0; i < names.size(); i++) {
                table.row(i == 0 ? part : "", names.get(i) + ": " + Views.text(failover.path(part), names.get(i)));
            }
        }
        for (String when : List.of("replacedAt", "purgedAt", "aliveAt")) {
            if (failover.hasNonNull(when)) {
                table.row(when.substring(0, when.length() - "At".length()), Views.time(failover, when));
            }
        }
        return table.lines();
    }
}
