package io.henge.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What Henge tells of clusters that are not well, and of the tasks that it took from one. */
final class Failovers {
    private static final String REST = "/druid/indexer/v1/k8s/";

    private final Place place;
    private final String cluster;

    Failovers(Place place, String cluster) {
        this.place = place;
        this.cluster = cluster;
    }

    /** The cluster's name. */
    String cluster() {
        return cluster;
    }

    /** The cluster as it is shown. */
    JsonNode shown() throws Exception {
        return place.json(REST + "clusters/" + cluster);
    }

    String state() throws Exception {
        return shown().path("state").asText();
    }

    void awaitState(String state) {
        Place.until(cluster + " is " + state, () -> state().equals(state));
    }

    /** The failovers from the cluster, of these tasks only. */
    List<JsonNode> of(List<String> tasks) throws Exception {
        JsonNode page = place.json(REST + "failovers?limit=1000&cluster=" + cluster);
        return StreamSupport.stream(page.path("failovers").spliterator(), false)
                .filter(failover -> failover.path("from").asText().equals(cluster))
                .filter(failover -> tasks.contains(failover.path("task").asText()))
                .toList();
    }

    /** How many events of a kind are about these tasks. */
    long events(String kind, List<String> tasks) throws Exception {
        JsonNode page = place.json(REST + "events?limit=1000&kind=" + kind);
        return page.path("events").findValuesAsText("task").stream()
                .filter(tasks::contains)
                .count();
    }
}
