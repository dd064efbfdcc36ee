package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Policies;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverPolicy.Patience;
import io.henge.core.failover.PurgeMode;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people can say of how tasks are failed over, and what comes of it. Times are those of the profile fast. */
class FailoverPoliciesTest extends LossOfEast {
    @Test
    void theCountdownThatIsShownIsTheOneThatActs() {
        asking(patience(40));
        run(6, "index");
        int there = onEast().size();
        lose();
        fleet.step(8);
        Instant shown = Objects.requireNonNull(forecast().at());
        assertThat(forecast().leaving()).isEqualTo(there);
        assertThat(forecast().acts()).isTrue();
        fleet.until("the first is taken", () -> onEast().size() < there);
        assertThat(Duration.between(shown, fleet.clock().instant())).isBetween(Duration.ZERO, Duration.ofSeconds(3));
    }

    @Test
    void ofAPatientTaskTheLeaderMayChange() {
        asking(patience(40));
        run(6, "index");
        lose();
        fleet.step(30);
        fleet.reboot();
        fleet.step(8);
        assertThat(onEast()).isNotEmpty();
        fleet.step(8);
        assertThat(onEast()).isEmpty();
    }

    @Test
    void whoeverIsToFailFailsAndWhoeverIsToStayStays() {
        asking(onLost(Disposition.FAIL));
        run(3, "index");
        TaskId task = onEast().get(0).task();
        lose(LOST_SECONDS);
        assertThat(outcome(task).succeeded()).isFalse();
        asking(onLost(Disposition.HOLD));
        fleetOf(POLICIES, "east", "north", "west");
        asking(onLost(Disposition.HOLD));
        run(3, "index");
        lose(LOST_SECONDS);
        assertThat(onEast()).isNotEmpty();
        assertThat(forecast().why()).isEqualTo("its onLost is Hold");
    }

    @Test
    void aPurgeModeThatSaysSoLeavesThem() {
        asking(purging(PurgeMode.NEVER));
        run(3, "index");
        lose(3 * LOST_SECONDS);
        assertThat(onEast()).isNotEmpty();
        assertThat(forecast().why()).isEqualTo("its purgeMode is Never");
    }

    @ParameterizedTest
    @CsvSource({"FENCED, true", "DIRECTLY, false"})
    void ofAMovedTaskTheOldPodGoesFirstWherePoliciesWantThat(PurgeMode mode, boolean besideIt) {
        asking(purging(mode));
        run(3, "index");
        TaskId task = onEast().get(0).task();
        fleet.cluster("east").setApi(Api.HANGS);
        var unused = fleet.loop().move(task, null, "anna", "maintenance", false);
        fleet.step(LOST_SECONDS);
        assertThat(placed().stream().anyMatch(row -> row.id().equals(new AttemptId(task, 2))))
                .isEqualTo(besideIt);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until(
                "it runs again",
                () -> placed().stream().anyMatch(row -> row.id().equals(new AttemptId(task, 2))));
        assertThat(fleet.outcomes()).doesNotContainKey(task);
    }

    @Test
    void noMoreOftenWithinAnHourThanItMay() {
        asking(new FailoverPolicy(null, null, Patience.USUAL, 1, List.of()));
        run(6, "index");
        lose(LOST_SECONDS);
        assertThat(onEast()).as("once it may").isEmpty();
        find("east", false);
        for (String cluster : List.of("north", "west")) {
            find(cluster, true);
            fleet.step(2 * LOST_SECONDS);
            find(cluster, false);
            fleet.step(LOST_SECONDS);
        }
        assertThat(placed().stream().filter(row -> row.id().number() == 2)).isNotEmpty();
        assertThat(placed()).allMatch(row -> row.id().number() <= 2);
        fleet.clock().advance(Duration.ofHours(1));
        fleet.step(5);
        for (String cluster : List.of("north", "west")) {
            find(cluster, true);
            fleet.step(2 * LOST_SECONDS);
            find(cluster, false);
            fleet.step(LOST_SECONDS);
        }
        assertThat(placed())
                .as("an hour later it may again")
                .anyMatch(row -> row.id().number() == 3);
    }

    private void find(String cluster, boolean lost) {
        fleet.cluster(cluster).setApi(lost ? Api.HANGS : Api.ANSWERS);
        fleet.registry().discovery().cut(fleet.cluster(cluster), lost);
    }

    @Test
    void whereFailoverIsOffOrObservesNothingIsDone() {
        for (FailoverMode mode : List.of(FailoverMode.OFF, FailoverMode.OBSERVE)) {
            fleetOf(POLICIES.withFailover(new Policies.Failover(mode, 5)), "east", "north", "west");
            run(6, "index");
            int there = onEast().size();
            lose(3 * LOST_SECONDS);
            assertThat(onEast()).hasSize(there);
            assertThat(forecast().acts()).isFalse();
        }
        assertThat(forecast().at()).as("what would be done is shown").isNotNull();
    }

    @Test
    void aStormIsTakenInTurnsTheMostUrgentFirst() {
        fleetOf(POLICIES.withFailover(new Policies.Failover(FailoverMode.ACT, 2)), "east", "north", "west");
        run(30, "index");
        int there = onEast().size();
        lose();
        fleet.until("the first is taken", () -> onEast().size() < there);
        int before = onEast().size();
        for (int i = 0; i < 3; i++) {
            fleet.step();
            assertThat(before - onEast().size()).isLessThanOrEqualTo(2);
            before = onEast().size();
        }
        int mostUrgentLeft =
                onEast().stream().mapToInt(row -> row.traits().priority()).max().orElseThrow();
        assertThat(fleet.ledger().peek().stream().filter(row -> row.state() == AttemptState.FENCED))
                .isNotEmpty()
                .allMatch(row -> row.traits().priority() > mostUrgentLeft);
        fleet.until("all are taken", () -> onEast().isEmpty());
    }
}
