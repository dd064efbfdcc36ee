package io.henge.discovery;

import io.henge.discovery.NodeFiles.Announced;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Tells the nodes whose files still change from what dead or frozen processes left, on its own clock. For one thread. */
final class FreshNodes {
    /** A process that has not written for so long is taken for dead; so is a new process's view of an old file. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private record Sighting(long writtenMillis, long sinceNanos) {}

    private Map<String, Sighting> sightings = new HashMap<>();

    /** The JSON of those that are fresh, by host and port. */
    Map<String, String> of(Map<String, Announced> announced, long nowNanos) {
        Map<String, Sighting> next = new HashMap<>();
        Map<String, String> fresh = new TreeMap<>();
        announced.forEach((name, node) -> {
            Sighting before = sightings.get(name);
            Sighting sighting = before != null && before.writtenMillis() == node.writtenMillis()
                    ? before
                    : new Sighting(node.writtenMillis(), nowNanos);
            next.put(name, sighting);
            if (nowNanos - sighting.sinceNanos() <= FRESH.toNanos()) {
                fresh.put(name, node.json());
            }
        });
        sightings = next;
        return fresh;
    }
}
