package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.terminal.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be noted of a cluster: what a person said of it that counts most, what becomes by itself of what is there, and
 * what is wrong with it. Pure functions.
 */
final class ClusterNote {
    /** In which a cluster answers, and yet not as it should. */
    private static final Set<String> NEVER_LOST = Set.of("Misconfigured", "Overloaded");

    /** As the Overlord says it of one whose tasks are heard. */
    private static final String ALIVE = "; not lost: ";

    /** Why everything stays where nothing is ever taken away. */
    private static final String MODE_OFF = "failover.mode is off";

    private ClusterNote() {}

    static String of(JsonNode cluster, Instant now) {
        if (cluster.hasNonNull("declaredDead")) {
            return Views.said(cluster.path("declaredDead"), now);
        }
        List<String> parts = new ArrayList<>();
        for (String word : List.of("draining", "cordoned")) {
            if (cluster.hasNonNull(word) && parts.isEmpty()) {
                parts.add(Views.said(cluster.path(word), now));
            }
        }
        if (cluster.path("failover").isObject()) {
            parts.addAll(forecast(cluster, now));
        }
        if (cluster.hasNonNull("why")) {
            parts.add(Views.text(cluster, "why"));
        }
        if (NEVER_LOST.contains(Views.text(cluster, "state"))) {
            parts.add("no failover for this reason");
        }
        return parts.isEmpty() ? Views.text(cluster, "why") : String.join("; ", parts);
    }

    private static List<String> forecast(JsonNode cluster, Instant now) {
        JsonNode forecast = cluster.path("failover");
        List<String> parts = new ArrayList<>();
        if (cluster.path("limbo").asInt() > 0) {
            parts.add(Views.text(cluster, "limbo") + " in limbo");
        }
        int staying = forecast.path("staying").asInt();
        if (forecast.hasNonNull("at")) {
            boolean alive = Views.text(cluster, "why").contains(ALIVE);
            parts.add(alive ? "no failover while that is so" : leaving(forecast, now));
        } else if (staying > 0 && Views.text(forecast, "why").equals(MODE_OFF)) {
            parts.add("failover is off");
            return parts;
        }
        if (staying > 0) {
            String reason = Views.text(forecast, "why");
            boolean told = Views.text(cluster, "why").contains(reason);
            parts.add(staying + (told ? " stay" : " stay: " + reason));
        }
        return parts;
    }

    private static String leaving(JsonNode forecast, Instant now) {
        Duration left = Duration.between(now, Instant.parse(forecast.path("at").asText()));
        boolean due = left.isNegative() || left.isZero();
        String in = due ? "now" : "in " + Durations.words(left);
        int leaving = forecast.path("leaving").asInt();
        if (!forecast.path("acts").asBoolean()) {
            return "failover observes: would take " + leaving + " away " + in;
        }
        return due ? leaving + " taken away now" : "failover " + in + " unless evidence of life";
    }
}
