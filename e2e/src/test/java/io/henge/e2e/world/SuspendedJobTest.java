package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody suspends the Job of a running task, as a queue such as Kueue does, and lifts that. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class SuspendedJobTest {
    private final Place place;
    private final SuspendedJob suspension;

    SuspendedJobTest(Place place) {
        this.place = place;
        this.suspension = new SuspendedJob(place);
    }

    @Test
    void aSuspendedJobIsToldAndItsTaskRunsToItsEndWhenThatIsLifted() throws Exception {
        try (HeldTasks held = new HeldTasks()) {
            String task = held.another(place);
            JsonNode running = place.running(task);
            Place.until("the peon runs", () -> Place.peon(task).isPresent());

            suspension.begin(running);
            assertThat(place.placement(task).orElseThrow().path("why").asText())
                    .contains(
                            running.path("job").asText(),
                            "suspended",
                            "until a person lifts that",
                            "kubectl patch job");
            assertThat(place.statusCode(task)).isEqualTo("RUNNING");

            suspension.lift(running);
            JsonNode again = place.running(task);
            assertThat(again.path("attempt").asInt()).isEqualTo(1);
            assertThat(again.path("job").asText()).isEqualTo(running.path("job").asText());
            assertThat(again.path("pod").asText())
                    .isNotEqualTo(running.path("pod").asText());
            held.release();
            place.assertAllSucceed(held.tasks());
        }
    }
}
