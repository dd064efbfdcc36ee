package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.decide.Policies;
import io.henge.core.fence.Claim;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Publish;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.placement.Asked;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rule;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.ledger.InMemoryLedger;
import io.henge.testkit.ledger.InMemoryLedger.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What drawn worlds have found, each as one small story. */
class FoundBySimulatorTest {
    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    private TaskId running() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        return task;
    }

    private Attempt onlyRow() {
        assertThat(fleet.ledger().peek()).hasSize(1);
        return fleet.ledger().peek().get(0);
    }

    private void move(TaskId task) {
        var unused = fleet.loop().move(task, null, "anna", "maintenance", false);
    }

    private static Claim claimOf(Attempt row) {
        return new Claim(row.id(), row.token());
    }

    @Test
    void aTaskThatWasFencedByALeaderThatDiedIsRunAgain() {
        TaskId task = running();
        move(task);
        fleet.until("the attempt is fenced", () -> onlyRow().state() == AttemptState.FENCED);
        fleet.reboot();
        fleet.until("the second attempt is there", () -> fleet.present().contains(new AttemptId(task, 2)));
    }

    @Test
    void aTaskThatAnEarlierTermHasPlacedGoesOnlyWhereItsRulesLetIt() {
        SimulatedFleet three = new SimulatedFleet(Policies.DEFAULT, "east", "north", "west");
        ClusterMatch north = new ClusterMatch(new TreeSet<>(Set.of("north")), new TreeMap<>());
        Rule rule = new Rule("not-north", TaskMatch.ALL, new Rule.Exclude(north));
        three.setAsking(task -> new Asked(Needs.NONE, null, List.of(rule), null));
        TaskId task = three.run("task", JobScript.RUNS, Peon.SILENT);
        three.untilRunning(task);
        assertThat(three.cluster("east").present()).hasSize(1);
        three.reboot();
        three.untilRunning(task);
        var unused = three.loop().move(task, null, "anna", "maintenance", false);
        three.until("it goes on", () -> three.present().contains(new AttemptId(task, 2)));
        assertThat(three.cluster("west").present()).hasSize(1);
    }

    @Test
    void aLateCopyOfARefusedRequestIsNotTakenForTheAttemptThatWasPlacedAgain() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("it is placed", () -> !fleet.ledger().peek().isEmpty());
        fleet.clusters().forEach(cluster -> cluster.setApi(Api.THROTTLES));
        Attempt refused = onlyRow();
        fleet.until("it is taken back", () -> fleet.ledger().peek().isEmpty());
        fleet.clusters().forEach(cluster -> {
            cluster.landLate(refused);
            cluster.setApi(Api.ANSWERS);
        });
        fleet.until("it has ended", () -> fleet.outcomes().containsKey(task));
        assertThat(fleet.outcomes().get(task)).isNotNull().matches(Outcome::succeeded);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void aPodIsNotKeptLongerByAFormerLeaderWhoseClockWasAhead() {
        fleet.leader().close();
        fleet.lead(Duration.ofHours(2));
        TaskId task = running();
        fleet.loop().report(task, onlyRow().token(), Outcome.success(1));
        fleet.until("the end is recorded", () -> onlyRow().state() == AttemptState.ENDED);
        fleet.reboot();
        Instant begun = fleet.clock().instant();
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(Duration.between(begun, fleet.clock().instant()))
                .isBetween(
                        Policies.DEFAULT.ending().podEndWait(),
                        Policies.DEFAULT.ending().podEndWait().plusSeconds(30));
    }

    @Test
    void aPublishThatComesBeforeTheLoopHasTurnedIsNoted() {
        running();
        Attempt row = onlyRow();
        fleet.reboot();
        fleet.send(PeonAction.publish(claimOf(row), List.of("segment")));
        fleet.until("it is published", () -> fleet.store().commits().contains(row.id()));
        assertThat(fleet.ledger().peekPublishes())
                .singleElement()
                .satisfies(publish -> assertThat(publish.segments()).containsExactly("segment"));
    }

    @Test
    void aFormerLeaderSendsNoNewerAttemptAway() {
        TaskId task = running();
        SimulatedOverlord former = fleet.freeze();
        move(task);
        AttemptId second = new AttemptId(task, 2);
        fleet.until("the second attempt is there", () -> fleet.present().contains(second));
        Attempt row = fleet.ledger().peek().get(1);
        assertThat(row.id()).isEqualTo(second);
        PeonAction action = PeonAction.lock(claimOf(row));
        former.door().take(action);
        former.thaw();
        IntStream.range(0, 10).forEach(i -> fleet.step());
        assertThat(action.ticket().answer()).isEqualTo(PeonAction.Answer.NONE_YET);
    }

    @Test
    void aStatusThatWasAbsentBeforeThePodWasSeenIsLookedForAgainAfterItsEnd() {
        fleet.step();
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.LEAVES_STATUS);
        fleet.step();
        Attempt row = onlyRow();
        assertThat(fleet.jobsEverMade(task)).isZero();
        fleet.reboot();
        fleet.step(); // the new leader asks for the status
        fleet.cluster("east").landLate(row); // what the former leader sent
        fleet.until("the task ends", () -> fleet.outcomes().containsKey(task));
        assertThat(fleet.outcomes()).containsEntry(task, Outcome.success(1_000));
    }

    @Test
    void aPublishIsNotNotedAfterItsRowIsRemoved() {
        InMemoryLedger ledger = new InMemoryLedger("owner-1");
        LedgerWriter writer = new LedgerWriter(ledger, ledger.lead("overlord", Instant.EPOCH));
        AttemptId attempt = AttemptId.first(new TaskId("task"));
        ledger.setStore(Store.LOSES_ANSWERS);
        writer.submit(
                new LedgerWrite.PutPublish(new Publish(attempt, 1, 1, "flights", List.of("segment"), true)), () -> {});
        writer.submit(new LedgerWrite.Remove(attempt), () -> {});
        assertThat(writer.writeWaiting()).isEqualTo(LedgerWriter.Turn.STORE_FAILED);
        assertThat(writer.writeWaiting()).isEqualTo(LedgerWriter.Turn.STORE_FAILED);
        ledger.setStore(Store.ANSWERS);
        IntStream.range(0, 3).forEach(i -> writer.writeWaiting());
        assertThat(writer.writeWaiting()).isEqualTo(LedgerWriter.Turn.NOTHING_TO_WRITE);
        assertThat(ledger.peekPublishes()).isEmpty();
    }

    @Test
    void aPauseIsNotUndoneByAnEarlierWordWhoseWriteFailedAlone() {
        InMemoryLedger ledger = new InMemoryLedger("owner-1");
        LedgerWriter writer = new LedgerWriter(ledger, ledger.lead("overlord", Instant.EPOCH));
        ClusterRecord.Declaration word = new ClusterRecord.Declaration("anna", "upgrade", Instant.EPOCH);
        ledger.setStore(Store.FAILS);
        writer.submit(new LedgerWrite.PutPause(null), () -> {});
        writer.submit(new LedgerWrite.PutPause(word), () -> {});
        IntStream.range(0, 2).forEach(i -> writer.writeWaiting());
        ledger.setStore(Store.ANSWERS);
        IntStream.range(0, 3).forEach(i -> writer.writeWaiting());
        assertThat(ledger.peekPause()).contains(word);
    }

    @Test
    void theNumberOfAFencedAttemptIsNotUsedAgainWhereDruidForgetsAKill() {
        TaskId task = running();
        move(task);
        fleet.step();
        fleet.clusters().forEach(cluster -> cluster.setApi(Api.REFUSES));
        fleet.until("it waits for its second try", () -> onlyRow().state() == AttemptState.FENCED);
        fleet.store().forgetEnds(true);
        fleet.kill(task);
        fleet.clusters().forEach(cluster -> cluster.setApi(Api.ANSWERS));
        fleet.until(
                "it runs again",
                () -> fleet.ledger().peek().stream().anyMatch(row -> row.state() == AttemptState.PLACED));
        assertThat(fleet.ledger().peek()).extracting(row -> row.id().number()).containsExactly(1, 2);
    }
}
