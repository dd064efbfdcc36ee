package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody suspends the Job of a running task, as a queue such as Kueue does, and lifts that. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class SuspendedJobTest {
    private final Place place;

    SuspendedJobTest(Place place) {
        this.place = place;
    }

    @Test
    void aSuspendedJobIsToldAndItsTaskRunsWhenThatIsLifted() throws Exception {
        String task = place.submitNoop(Duration.ofMinutes(10));
        JsonNode running = place.running(task);
        Place.until("the peon runs", () -> Place.peon(task).isPresent());

        suspend(running, true);
        Place.until("it is told", () -> isSuspended(task));
        assertThat(place.placement(task).orElseThrow().path("why").asText())
                .contains(running.path("job").asText(), "suspended");
        assertThat(place.statusCode(task)).isEqualTo("RUNNING");

        String pod = running.path("pod").asText();
        Place.until(
                "its pod is being deleted",
                () -> place.pods().stream()
                        .filter(found -> found.getMetadata().getName().equals(pod))
                        .allMatch(found -> found.getMetadata().getDeletionTimestamp() != null));
        // It would take the whole grace period.
        Place.peon(task).ifPresent(ProcessHandle::destroyForcibly);
        suspend(running, false);
        Place.until("it is no more told", () -> !isSuspended(task));
        JsonNode again = place.running(task);
        assertThat(again.path("attempt").asInt()).isEqualTo(1);
        assertThat(again.path("job").asText()).isEqualTo(running.path("job").asText());
        assertThat(again.path("pod").asText()).isNotEqualTo(pod);
        place.shutDown(task);
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
    }

    private boolean isSuspended(String task) throws InterruptedException {
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
                        .edit(job -> {
                            job.getSpec().setSuspend(suspended);
                            return job;
                        }));
    }
}
