package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A task that is too large for the environment of its pod, with a deep storage that takes no tasks. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class LargeIngestionTest {
    /** Of JSON; compressed it is still more than one Secret holds. */
    private static final int LETTERS = 2_000_000;

    private final Place place;

    LargeIngestionTest(Place place) {
        this.place = place;
    }

    @Test
    void twoMegabytesTravelInSecretsThatEndWithTheirJob() throws Exception {
        try (HeldRows rows = new HeldRows(1)) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(rows.task("large"));
            json.putObject("context").put("letters", letters());
            String task = place.submit(json.toString());
            Place.until("the ingestion has begun", () -> rows.filesAsked() == 1);
            String cluster = place.running(task).path("cluster").asText();
            String job = place.running(task).path("job").asText();
            assertThat(secrets(cluster))
                    .hasSize(2)
                    .allSatisfy(secret -> assertThat(
                                    secret.getMetadata().getOwnerReferences().get(0))
                            .returns("Job", owner -> owner.getKind())
                            .returns(job, owner -> owner.getName()));
            rows.release();
            place.assertSucceeds(task);
            new Published(place, "large").assertRows(HeldRows.rows(Map.of(0, 1)));
            Place.until("its Job is gone", () -> place.placement(task).isEmpty());
            Place.until("the Secrets are gone", () -> secrets(cluster).isEmpty());
        }
    }

    /** Those that no compression makes short. */
    private static String letters() {
        byte[] bytes = new byte[LETTERS / 4 * 3];
        new Random(1).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private List<Secret> secrets(String cluster) {
        return place.ask(
                cluster,
                client -> client.secrets().withLabel("henge.io/owner").list().getItems());
    }
}
