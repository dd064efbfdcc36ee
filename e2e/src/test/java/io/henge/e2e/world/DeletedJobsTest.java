package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody deletes Jobs under running tasks: those fail and say why, once and for all, and no other is harmed. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class DeletedJobsTest {
    /** Ends by what a test does, never by itself. */
    private static final Duration ENDLESS = Duration.ofMinutes(10);

    private final Place place;

    DeletedJobsTest(Place place) {
        this.place = place;
    }

    @Test
    void aTaskWhoseJobIsDeletedFailsAndSaysSo() throws Exception {
        List<String> tasks = place.startNoops(2, ENDLESS);
        JsonNode victim = place.placement(tasks.get(0)).orElseThrow();
        String other = tasks.get(1);
        Place.until("the peon runs", () -> Place.peon(tasks.get(0)).isPresent());
        Map<String, String> jobs = Place.uidsByTask(place.jobs());

        place.ask(
                victim.path("cluster").asText(),
                client -> client.batch()
                        .v1()
                        .jobs()
                        .withName(victim.path("job").asText())
                        .delete());

        assertFailsAsGone(victim);
        jobs.remove(victim.path("task").asText());
        place.assertNoJobsBut(jobs);
        assertRuns(List.of(other), jobs);
        shutDown(List.of(other));
    }

    @Test
    void aWipedNamespaceFailsItsTasksAndTakesNewOnes() throws Exception {
        List<String> tasks = place.startNoops(4, ENDLESS);
        List<JsonNode> lost = new ArrayList<>();
        for (String task : place.placedOn("west", tasks)) {
            lost.add(place.placement(task).orElseThrow());
        }
        List<String> others = place.placedOn("east", tasks);
        Map<String, String> eastJobs = Place.uidsByTask(place.jobs("east"));

        place.ask("west", client -> client.batch().v1().jobs().delete());
        place.ask("west", client -> client.pods().delete());

        for (JsonNode placement : lost) {
            assertFailsAsGone(placement);
        }
        place.assertNoJobsBut(eastJobs);
        assertRuns(others, eastJobs);
        shutDown(others);
        for (int i = 0; i < 2; i++) {
            place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
        }
        shutDown(place.startNoops(2, ENDLESS));
    }

    private void assertFailsAsGone(JsonNode placement) throws InterruptedException {
        String task = placement.path("task").asText();
        JsonNode status = place.ended(task);
        assertThat(status.path("statusCode").asText()).isEqualTo("FAILED");
        assertThat(status.path("errorMsg").asText())
                .contains(placement.path("job").asText(), "is gone");
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
    }

    /** That these tasks still run in the Jobs that they had. */
    private void assertRuns(List<String> tasks, Map<String, String> jobs) throws InterruptedException {
        Map<String, String> now = Place.uidsByTask(place.jobs());
        for (String task : tasks) {
            assertThat(place.running(task).path("attempt").asInt()).isEqualTo(1);
            assertThat(now.get(task)).isNotNull().isEqualTo(jobs.get(task));
        }
    }

    /** Cleans up; the peons are not waited for, since they take the whole grace period of their pods. */
    private void shutDown(List<String> tasks) throws Exception {
        for (String task : tasks) {
            place.shutDown(task);
            Place.peon(task).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (String task : tasks) {
            Place.until("the row is gone", () -> place.placement(task).isEmpty());
        }
    }
}
