package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.terminal.Durations;
import io.henge.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What Henge's REST answers look like to people. Pure functions. */
final class Views {
    private static final String NOTHING = "-";

    private Views() {}

    /** A table, and a line above it where what is said concerns all of them. */
    static String clusters(JsonNode clusters, Instant now) {
        JsonNode paused = clusters.path(0).path("placementPaused");
        String above = paused.isObject() ? "Placement is paused " + said(paused, now) + "\n\n" : "";
        return above + clusterTable(clusters, now);
    }

    private static Table clusterTable(JsonNode clusters, Instant now) {
        Table table =
                new Table("NAME", "STATE", "SINCE", "TASKS", "CAPACITY", "LIMBO", "PURGE DEBT", "VERSION", "NOTE");
        for (JsonNode cluster : clusters) {
            table.row(
                    text(cluster, "name"),
                    state(cluster),
                    since(cluster, "since", now),
                    text(cluster, "live"),
                    text(cluster, "capacity"),
                    text(cluster, "limbo"),
                    text(cluster, "purgeDebt"),
                    text(cluster, "version"),
                    ClusterNote.of(cluster, now));
        }
        return table;
    }

    static Table cluster(JsonNode cluster, Instant now) {
        return new Table("CLUSTER", text(cluster, "name"))
                .row("state", state(cluster))
                .row("since", since(cluster, "since", now))
                .row("tasks", text(cluster, "live"))
                .row("capacity", text(cluster, "capacity"))
                .row("free", text(cluster, "free"))
                .row("weight", text(cluster, "weight"))
                .row("in limbo", text(cluster, "limbo"))
                .row("purge debt", text(cluster, "purgeDebt"))
                .row("version", text(cluster, "version"))
                .row("note", ClusterNote.of(cluster, now))
                .row(
                        "placement",
                        cluster.hasNonNull("placementPaused")
                                ? "paused " + said(cluster.path("placementPaused"), now)
                                : "goes on");
    }

    private static String state(JsonNode cluster) {
        if (cluster.hasNonNull("declaredDead")) {
            return "declared dead";
        }
        String cordoned = cluster.hasNonNull("cordoned") ? ", cordoned" : "";
        String draining = cluster.hasNonNull("draining") ? ", draining" : "";
        return seen(cluster) + cordoned + draining + (cluster.path("enabled").asBoolean() ? "" : ", disabled");
    }

    /** An Overlord of an earlier version says only whether it is observed. */
    private static String seen(JsonNode cluster) {
        boolean observed = cluster.path("observed").asBoolean();
        if (!cluster.hasNonNull("state")) {
            return observed ? "observed" : "not observed";
        }
        String state = text(cluster, "state");
        return observed || !state.equals("Healthy") ? state : state + ", not observed";
    }

    /** Who said something, how long ago, and why. */
    static String said(JsonNode word, Instant now) {
        return "by " + text(word, "by") + " " + since(word, "at", now) + " ago: " + text(word, "reason");
    }

    static Table placements(JsonNode placements, Instant now) {
        Table table = new Table("TASK", "ATTEMPT", "CLUSTER", "POD", "STATE", "SINCE", "WHY");
        for (JsonNode placement : placements) {
            table.row(
                    text(placement, "task"),
                    text(placement, "attempt"),
                    text(placement, "cluster"),
                    text(placement, "pod"),
                    text(placement, "state"),
                    since(placement, "since", now),
                    text(placement, "why"));
        }
        return table;
    }

    static Table events(JsonNode events) {
        Table table = new Table("AT", "WHAT", "CLUSTER", "TASK", "ATTEMPT", "BY", "REASON");
        for (JsonNode event : events) {
            table.row(
                    time(event, "at"),
                    kind(event),
                    text(event, "cluster"),
                    text(event, "task"),
                    text(event, "attempt"),
                    text(event, "by"),
                    text(event, "reason"));
        }
        return table;
    }

    /** One event, for a list that has no end. */
    static String event(JsonNode event) {
        StringBuilder line = new StringBuilder(time(event, "at") + "  " + kind(event));
        if (event.hasNonNull("task")) {
            line.append("  ").append(text(event, "task"));
            line.append(event.hasNonNull("attempt") ? "#" + text(event, "attempt") : "");
        }
        line.append(event.hasNonNull("cluster") ? "  " + text(event, "cluster") : "");
        line.append("  by ").append(text(event, "by"));
        String reason = text(event, "reason");
        return line.append(reason.isEmpty() ? "" : ": " + reason).toString();
    }

    /** To the second, as it stands in the ledger: histories are compared with logs. */
    static String time(JsonNode view, String field) {
        return Instant.parse(text(view, field)).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String kind(JsonNode event) {
        return text(event, "kind").replace('_', ' ');
    }

    /** How far a drain has come, on one line. */
    static String drain(JsonNode drain, Instant now) {
        List<String> ways = new ArrayList<>();
        drain.path("by")
                .fields()
                .forEachRemaining(way -> ways.add(way.getValue().asText() + " "
                        + switch (way.getKey()) {
                            case "wait" -> "waited for";
                            case "hand_over" -> "handed over early";
                            case "relaunch" -> "taken away at the deadline";
                            case "stay" -> "that stay";
                            default -> way.getKey();
                        }));
        String end = drain.hasNonNull("estimate")
                ? "; done in about " + Durations.words(Duration.between(now, Instant.parse(text(drain, "estimate"))))
                : "";
        return text(drain, "name") + ": " + text(drain, "left") + " of " + text(drain, "attempts") + " left: "
                + String.join(", ", ways) + end;
    }

    /** What becomes of the attempts that a word concerns. */
    static Object consequences(JsonNode answer) {
        JsonNode consequences = answer.path("consequences");
        if (consequences.isEmpty()) {
            return "No task is concerned.";
        }
        Table table = new Table("TASK", "ATTEMPT", "CLUSTER", "THEN");
        for (JsonNode one : consequences) {
            table.row(
                    text(one, "task"),
                    text(one, "attempt"),
                    text(one, "cluster"),
                    switch (text(one, "disposition")) {
                        case "relaunch" -> "runs again elsewhere";
                        case "fail" -> "fails";
                        case "hold", "stay" -> "stays";
                        case "wait" -> "is waited for";
                        case "hand_over" -> "is handed over early";
                        default -> text(one, "disposition");
                    });
        }
        return table;
    }

    private static String since(JsonNode view, String field, Instant now) {
        if (!view.hasNonNull(field)) {
            return NOTHING;
        }
        Duration age = Duration.between(Instant.parse(view.path(field).asText()), now);
        return Durations.words(age.isNegative() ? Duration.ZERO : age);
    }

    /** A field on one line. */
    static String text(JsonNode view, String field) {
        return view.hasNonNull(field) ? view.path(field).asText().replaceAll("\\s+", " ") : NOTHING;
    }
}
