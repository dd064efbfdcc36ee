package io.henge.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.stream.Stream;

/** What somebody does who suspends the Job of a running task, as a queue such as Kueue does, and lifts that. */
record SuspendedJob(Place place) {
    /** Returns once it is told and the pod is gone. */
    void begin(JsonNode running) throws Exception {
        String task = running.path("task").asText();
        String pod = running.path("pod").asText();
        suspend(running, true);
        Place.until("it is told", () -> isSuspended(task));
        Place.until(
                "its pod is being deleted",
                () -> pods(pod).allMatch(found -> found.getMetadata().getDeletionTimestamp() != null));
        // It would take the whole grace period.
        Place.peon(task).ifPresent(ProcessHandle::destroyForcibly);
        Place.until("its pod is gone", () -> pods(pod).findAny().isEmpty());
    }

    private Stream<Pod> pods(String name) {
        return place.pods().stream()
                .filter(found -> found.getMetadata().getName().equals(name));
    }

    /** Returns once it is no more told. */
    void lift(JsonNode running) {
        suspend(running, false);
        Place.until(
                "it is no more told", () -> !isSuspended(running.path("task").asText()));
    }

    boolean isSuspended(String task) throws InterruptedException {
        return place.placement(task)
                .filter(placement -> placement.path("state").asText().equals("suspended"))
                .isPresent();
    }

    private void suspend(JsonNode placement, boolean suspended) {
        place.ask(
                placement.path("cluster").asText(),
                client -> client.batch()
                        .v1()
                        .jobs()
                        .withName(placement.path("job").asText())
                        .patch(Place.MERGE, "{\"spec\":{\"suspend\":" + suspended + "}}"));
    }
}
