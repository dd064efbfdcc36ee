package io.henge.e2e.world;

import io.henge.demo.world.Environment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The leader dies while a cluster hangs, in the middle of an ingestion on both clusters: every row arrives once. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class LeaderLossIngestionTest {
    private final Place place;

    LeaderLossIngestionTest(Place place) {
        this.place = place;
    }

    @Test
    void everyFileIsReadOnceAndEveryRowArrivesOnce() throws Exception {
        try (HeldIngestion ingestion = HeldIngestion.beginPatient(place, "through_a_loss", 2)) {
            List<String> tasks = ingestion.tasks();
            Environment.Server dead = place.leader();
            try (FrozenCluster frozen = FrozenCluster.freeze(place, "west", tasks)) {
                Processes.signal("KILL", dead.pid());
                assertAnotherLeadsWithout(dead, frozen);
            }
            Place.until("no task is in limbo any more", () -> !place.anyInLimbo());
            place.assertOneJobEach(tasks);
            ingestion.release();
            place.assertAllSucceed(tasks);
            ingestion.published().assertRows(HeldRows.rows(Map.of(0, 1, 1, 1)));
        }
    }

    /** The dead one is back at the end, for whoever uses the world next. */
    private void assertAnotherLeadsWithout(Environment.Server dead, FrozenCluster frozen) throws Exception {
        try {
            Place others = place.without(dead);
            Place.until("another Overlord leads", others::isLed);
            for (String task : frozen.tasks()) {
                Place.until(task + " is in limbo", () -> others.isInLimbo(task));
            }
        } finally {
            place.startAgain(dead);
        }
    }
}
