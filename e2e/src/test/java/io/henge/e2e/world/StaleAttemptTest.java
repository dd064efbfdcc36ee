package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A cluster freezes with peons that have not pushed their segments yet, an operator takes their tasks away, others
 * publish, and the peons thaw: they push where they always would have, are refused, and have changed nothing.
 */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class StaleAttemptTest {
    private final Place place;
    private final Operator operator;

    StaleAttemptTest(Place place) {
        this.place = place;
        this.operator = new Operator(place);
    }

    @AfterEach
    void everyClusterIsAlive() throws Exception {
        operator.declareAlive("east");
        operator.declareAlive("west");
    }

    @Test
    void aTaskThatWasMovedIsPublishedByItsSecondAttemptAlone() throws Exception {
        try (HeldIngestion ingestion = HeldIngestion.beginPatient(place, "moved", 1);
                FrozenCluster frozen = FrozenCluster.freeze(place, ingestion.cluster(), ingestion.tasks())) {
            operator.move(ingestion.task());
            place.assertSucceeds(ingestion.task());

            assertStalePeonsChangeNothing(ingestion, frozen, HeldRows.rows(Map.of(0, 2)));
            place.assertNothingIsLeft();
        }
    }

    @Test
    void aParentWhoseClusterIsLostIsPublishedByTheSubTasksOfItsSecondAttemptAlone() throws Exception {
        try (HeldIngestion ingestion = HeldIngestion.beginPatient(place, "lost_parent", 2);
                FrozenCluster frozen = FrozenCluster.freeze(place, ingestion.cluster(), ingestion.tasks())) {
            assertThat(frozen.tasks()).contains(ingestion.task()).hasSize(2);
            List<String> reachable = ingestion.tasks();
            reachable.removeAll(frozen.tasks());

            operator.declareDead(frozen.name());
            place.assertSucceeds(ingestion.task());
            // Those that their own cluster has ended are none of the stale ones.
            for (String task : reachable) {
                Place.until(
                        "the peon of " + task + " is gone",
                        () -> Place.peon(task).isEmpty());
            }

            assertStalePeonsChangeNothing(ingestion, frozen, HeldRows.rows(Map.of(0, 2, 1, 2)));
            place.assertNothingIsLeft();
        }
    }

    @Test
    void aSubTaskWhoseClusterIsLostIsDoneAgainAndOnlyItsOwnJobIsPurged() throws Exception {
        try (HeldIngestion ingestion = HeldIngestion.beginPatient(place, "lost_sub_task", 2);
                ForeignJob foreign = new ForeignJob(place, other(ingestion.cluster()));
                FrozenCluster frozen = FrozenCluster.freeze(place, other(ingestion.cluster()), ingestion.tasks())) {
            int lost = ingestion.fileOf(frozen.tasks().get(0));
            assertThat(frozen.tasks()).hasSize(1);

            operator.declareDead(frozen.name());
            ingestion.release();
            place.assertSucceeds(ingestion.task());

            assertStalePeonsChangeNothing(ingestion, frozen, HeldRows.rows(Map.of(lost, 2, 1 - lost, 1)));
            Place.until("every row is gone", () -> place.placements().isEmpty());
            foreign.assertRuns();
            assertThat(place.jobs()).hasSize(1);
        }
        operator.declareAlive("east");
        operator.declareAlive("west");
        place.assertAllSucceed(place.startNoops(2, Duration.ofSeconds(1)));
    }

    /** It tells its parent, peer to peer, of what it pushed, and no leader can stop that: one of the two counts. */
    @Test
    void aSubTaskThatThawsBeforeItsParentIsDoneAddsNothing() throws Exception {
        try (HeldIngestion ingestion = HeldIngestion.beginPatient(place, "early_sub_task", 2);
                FrozenCluster frozen = FrozenCluster.freeze(place, other(ingestion.cluster()), ingestion.tasks())) {
            int lost = ingestion.fileOf(frozen.tasks().get(0));

            operator.declareDead(frozen.name());
            ingestion.awaitAnotherThan(frozen.tasks().get(0));
            ingestion.release(lost);
            frozen.thawPeonsAndAssertTheyAreRefused();
            ingestion.release();
            place.assertSucceeds(ingestion.task());

            Published published = ingestion.published();
            assertThat(published.rows(2 * HeldRows.ROWS_PER_FILE))
                    .isIn(HeldRows.rows(Map.of(lost, 1, 1 - lost, 1)), HeldRows.rows(Map.of(lost, 2, 1 - lost, 1)));
            Map<Path, ByteBuffer> files = published.files();
            frozen.thaw();
            place.assertNothingIsLeft();
            assertThat(published.files()).isEqualTo(files);
        }
    }

    private static String other(String cluster) {
        return cluster.equals("east") ? "west" : "east";
    }

    private void assertStalePeonsChangeNothing(HeldIngestion ingestion, FrozenCluster frozen, Map<String, Integer> rows)
            throws Exception {
        Published published = ingestion.published();
        published.assertRows(rows);
        Map<Path, ByteBuffer> files = published.files();
        Map<Path, ByteBuffer> pushed = published.filesAtUsualRoot();

        ingestion.release();
        frozen.thawPeonsAndAssertTheyAreRefused();

        assertThat(published.filesAtUsualRoot())
                .as("the stale peon came as far as to push")
                .containsAllEntriesOf(pushed)
                .hasSizeGreaterThan(pushed.size());
        assertThat(published.files()).isEqualTo(files);
        frozen.thaw();
        Place.until(
                "the Jobs of the stale attempts are gone",
                () -> Place.uidsByTask(place.jobs()).keySet().stream().noneMatch(frozen.tasks()::contains));
        assertThat(published.files()).isEqualTo(files);
        published.assertRows(rows);
    }
}
