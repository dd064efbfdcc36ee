package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of tasks whose cluster is lost, without anybody saying a word. Times are those of the profile fast. */
class FailoverTest extends LossOfEast {
    /** A probe, a list, and the requests. */
    private static final int SOON_SECONDS = 5;

    /** More than a leader has to do until all run again. */
    private static final int EFFECTS = 40;

    @Test
    void batchTasksRunAgainElsewhereUnderTheirIds() {
        run(6, "index");
        List<Attempt> lost = onEast();
        lose(LOST_SECONDS);
        assertThat(onEast()).isEmpty();
        assertThat(placed()).hasSize(6);
        assertThat(placed().stream().filter(row -> row.id().number() == 2)).hasSameSizeAs(lost);
        assertThat(fleet.ledger().peek().stream().filter(row -> row.state() == AttemptState.FENCED))
                .hasSameSizeAs(lost)
                .allSatisfy(
                        row -> assertThat(row.reason()).startsWith("cluster[east] is lost: it has not answered for"));
        assertThat(events(Kind.FAILED_OVER)).isEqualTo(lost.size());
        assertThat(fleet.timings().failovers()).hasSameSizeAs(lost).allSatisfy(told -> {
            assertThat(told.acted()).isTrue();
            assertThat(told.from()).isEqualTo(EAST);
            assertThat(told.trigger()).isEqualTo(FailoverRecord.Trigger.CLUSTER_LOST);
        });
    }

    @Test
    void theOldJobsGoWhenTheClusterIsBack() {
        run(6, "index");
        int lost = onEast().size();
        lose(LOST_SECONDS);
        assertThat(fleet.cluster("east").present()).hasSize(lost);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until(
                "the old Jobs are gone", () -> fleet.cluster("east").present().isEmpty());
        assertThat(placed()).hasSize(6).noneMatch(row -> row.cluster().equals(EAST));
    }

    @Test
    void theOldJobsGoAtOnceHoweverLongTheClusterWasAway() {
        run(6, "index");
        lose(10 * LOST_SECONDS);
        assertThat(fleet.cluster("east").present()).isNotEmpty();
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.step(SOON_SECONDS);
        assertThat(fleet.cluster("east").present()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "single_phase_sub_task", "index_kafka"})
    void theNextLeaderDeletesThemAsSoon(String type) {
        run(6, type);
        lose(LOST_SECONDS);
        fleet.reboot();
        fleet.step(LOST_SECONDS);
        assertThat(fleet.cluster("east").present()).isNotEmpty();
        fleet.cluster("east").setApi(Api.ANSWERS);
        // The log of a pod that runs on is saved before, where no next attempt has its name in deep storage.
        fleet.step(3 * SOON_SECONDS);
        assertThat(fleet.cluster("east").present()).isEmpty();
    }

    @Test
    void whenTheyAreGoneIsToldAtOnce() {
        run(6, "index");
        lose(LOST_SECONDS);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.step(3 * SOON_SECONDS);
        assertThat(fleet.ledger().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 100))
                .isNotEmpty()
                .allSatisfy(
                        note -> assertThat(note.record().course().purgedAt()).isNotNull());
    }

    @Test
    void whatIsOverGoesAtOnceWhenAClusterIsBackThatWasNotLost() {
        run(6, "index");
        TaskId task = onEast().get(0).task();
        fleet.cluster("east").setApi(Api.REFUSES);
        fleet.kill(task);
        fleet.step(3 * LOST_SECONDS);
        assertThat(fleet.cluster("east").present())
                .anyMatch(there -> there.task().equals(task));
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.step(SOON_SECONDS);
        assertThat(fleet.cluster("east").present())
                .noneMatch(there -> there.task().equals(task));
    }

    @ParameterizedTest
    @CsvSource({"index_kafka", "single_phase_sub_task", "query_controller"})
    void whatOthersMakeAgainFails(String type) {
        run(3, type);
        TaskId task = onEast().get(0).task();
        lose(LOST_SECONDS);
        assertThat(outcome(task).succeeded()).isFalse();
        assertThat(outcome(task).message()).contains("cluster[east] is lost");
        assertThat(onEast()).isEmpty();
    }

    @Test
    void thatTheOldJobIsGoneIsToldAlsoOfATaskThatFails() {
        run(3, "single_phase_sub_task");
        int there = onEast().size();
        lose(LOST_SECONDS);
        assertThat(failovers())
                .hasSize(there)
                .allMatch(failover -> failover.course().purgedAt() == null);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until(
                "it is told that the old Jobs are gone",
                () -> failovers().stream()
                        .allMatch(failover -> failover.course().purgedAt() != null));
    }

    /** Wherever the leader ends, between any two of its effects. */
    @ParameterizedTest
    @MethodSource
    void whereTheyWentOnIsToldAlsoWhenTheLeaderDiesMeanwhile(int effects) {
        run(3, "index");
        int there = onEast().size();
        lose();
        fleet.leader().fuse().light(effects);
        fleet.step(LOST_SECONDS);
        fleet.reboot();
        fleet.step(2 * LOST_SECONDS);
        assertThat(onEast()).isEmpty();
        assertThat(failovers())
                .hasSize(there)
                .allSatisfy(
                        failover -> assertThat(failover.course().replacedAt()).isNotNull());
    }

    static IntStream whereTheyWentOnIsToldAlsoWhenTheLeaderDiesMeanwhile() {
        return IntStream.range(0, EFFECTS);
    }

    private List<FailoverRecord> failovers() {
        return fleet.ledger().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 1_000).stream()
                .map(LedgerWrite.PutFailover::record)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"kill", "move", "archive", "restore"})
    void whatCannotBeTakenBackStays(String type) {
        run(3, type);
        int there = onEast().size();
        lose(3 * LOST_SECONDS);
        assertThat(onEast()).hasSize(there);
        assertThat(forecast().at()).isNull();
        assertThat(forecast().why()).isEqualTo("a task of type[" + type + "] is never taken away");
    }

    @Test
    void aTaskThatHasFinishedIsCompletedAndNotRunAgain() {
        run(6, "index");
        Attempt done = onEast().get(0);
        lose();
        fleet.step(10);
        fleet.leaveStatus(done.task(), Outcome.success(1));
        fleet.step(LOST_SECONDS);
        assertThat(outcome(done.task()).succeeded()).isTrue();
        assertThat(fleet.ledger().peek())
                .noneMatch(row -> row.task().equals(done.task()) && row.id().number() > 1);
    }

    @Test
    void aFailureThatAnEarlierAttemptLeftIsNoEndOfALaterOne() {
        run(3, "index");
        TaskId task = onEast().get(0).task();
        lose(LOST_SECONDS);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.registry().discovery().cut(fleet.cluster("east"), false);
        fleet.step(LOST_SECONDS);
        fleet.leaveStatus(task, Outcome.failure("its right to act has ended"));
        Attempt second = placed().stream()
                .filter(row -> row.task().equals(task))
                .findFirst()
                .orElseThrow();
        SimulatedCluster next = fleet.cluster(second.cluster().value());
        next.setApi(Api.HANGS);
        fleet.registry().discovery().cut(next, true);
        fleet.step(LOST_SECONDS);
        assertThat(fleet.outcomes()).doesNotContainKey(task);
        assertThat(placed()).anyMatch(row -> row.id().equals(new AttemptId(task, 3)));
    }

    @ParameterizedTest
    @CsvSource({"KNOWS_NOBODY", "THROTTLES"})
    void aClusterThatAnswersAnythingKeepsItsTasks(Api api) {
        run(6, "index");
        int there = onEast().size();
        fleet.cluster("east").setApi(api);
        fleet.step(5 * LOST_SECONDS);
        assertThat(onEast()).hasSize(there);
    }

    @Test
    void aTaskThatAnswersWhenItIsAskedKeepsThemAll() {
        run(6, "index");
        int there = onEast().size();
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.step(5 * LOST_SECONDS);
        assertThat(onEast()).hasSize(there);
        fleet.registry().discovery().cut(fleet.cluster("east"), true);
        fleet.step(LOST_SECONDS);
        assertThat(onEast()).isEmpty();
    }

    @Test
    void aTaskThatActsKeepsThemAll() {
        run(6, "index");
        List<Attempt> there = onEast();
        lose();
        for (int i = 0; i < 3 * LOST_SECONDS; i++) {
            fleet.step();
            fleet.send(PeonAction.lock(new Claim(there.get(0).id(), there.get(0).token())));
        }
        assertThat(onEast()).hasSameSizeAs(there);
        assertThat(forecast().at())
                .as("if nothing more is heard")
                .isAfter(fleet.clock().instant());
    }

    @Test
    void nothingIsTakenAwayWhereNothingElseIs() {
        fleetOf(POLICIES, "east");
        run(3, "index");
        lose(3 * LOST_SECONDS);
        assertThat(onEast()).hasSize(3);
        assertThat(events(Kind.FENCED)).isZero();
    }

    @Test
    void onlySoManyAreTakenAsOthersHaveRoomFor() {
        Sharing narrow = Sharing.limited(
                Selector.ROUND_ROBIN,
                new TreeMap<>(Map.of(
                        new ClusterName("north"), new ClusterLimits(3, 1),
                        new ClusterName("west"), new ClusterLimits(3, 1))));
        fleetOf(POLICIES.withSharing(narrow), "east", "north", "west");
        run(8, "index");
        int there = onEast().size();
        lose(3 * LOST_SECONDS);
        assertThat(placed().size() - onEast().size()).as("those elsewhere").isEqualTo(6);
        assertThat(onEast()).hasSizeLessThan(there).isNotEmpty();
    }

    @Test
    void whatIsHeardOfBeforeItIsTakenStays() {
        run(6, "index");
        List<Attempt> there = onEast();
        lose();
        fleet.files().failStatuses(true);
        fleet.step(LOST_SECONDS);
        assertThat(onEast()).as("nothing is done without deep storage").hasSameSizeAs(there);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.step(5);
        fleet.files().failStatuses(false);
        fleet.step(LOST_SECONDS);
        assertThat(onEast()).containsExactlyElementsOf(there);
    }

    @Test
    void aLeaderThatChangesInTheMiddleNeitherDoublesNorForgets() {
        run(6, "index");
        lose();
        for (int i = 0; i < 40; i++) {
            fleet.step();
            if (i % 7 == 6) {
                fleet.reboot();
            }
        }
        fleet.step(LOST_SECONDS);
        assertThat(onEast()).isEmpty();
        assertThat(placed()).hasSize(6);
        assertThat(placed()).allMatch(row -> row.id().number() <= 2);
    }
}
