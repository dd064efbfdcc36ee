package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.MemoryWords;
import io.henge.core.decide.Policies;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.OutOfMemory;
import io.henge.core.fence.Claim;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Offer;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a task whose peon is killed for want of memory runs again with more. */
class MoreMemoryTest {
    private static final long GIBI = 1L << 30;
    private static final TaskId TASK = new TaskId("index-1");

    private SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "north", "west");

    private void run(Policies policies, FailoverPolicy policy) {
        fleet = new SimulatedFleet(policies, "east", "north", "west");
        fleet.setAsking(task -> Asked.NOTHING
                .needing(Needs.everywhere(Resources.of(1_000, GIBI)))
                .failingOver(policy));
        TaskTraits traits = new TaskTraits("index_parallel", "flights", "group", 0);
        fleet.run(TASK, new TaskScript(traits, JobScript.RUNS, Peon.SILENT, 0, List.of()));
    }

    private void run() {
        run(Policies.DEFAULT, FailoverPolicy.USUAL.withMore(new OutOfMemory(1.5, 4 * GIBI)));
    }

    private Optional<Attempt> present(int number) {
        return fleet.clusters().stream()
                .flatMap(cluster -> cluster.running().stream())
                .filter(row -> row.id().equals(new AttemptId(TASK, number)))
                .findFirst();
    }

    private Attempt running(int number) {
        fleet.until("attempt " + number + " runs", () -> present(number).isPresent());
        return present(number).orElseThrow();
    }

    /** Its pod ends as one does that had so much. */
    private Attempt killed(int number, String limit) {
        Attempt attempt = running(number);
        fleet.cluster(attempt.cluster().value())
                .endPod(attempt.address().job(), "container[main]" + MemoryWords.ofPeon(limit, 137));
        return attempt;
    }

    private String failure() {
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(TASK));
        return Objects.requireNonNull(
                Objects.requireNonNull(fleet.outcomes().get(TASK)).message());
    }

    private List<FailoverRecord> history() {
        return fleet.ledger().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 100).stream()
                .map(note -> note.record())
                .toList();
    }

    @Test
    void eachAttemptHasMoreUntilTheLimit() {
        run();
        assertThat(killed(1, "2Gi").given().values()).isEmpty();
        assertThat(killed(2, "3Gi").given().values())
                .containsEntry(Preserved.MEMORY, "3Gi")
                .containsEntry(
                        Preserved.REASON, "It ran out of memory: its limit was 2Gi, and its next attempt has 3Gi");
        assertThat(killed(3, "4Gi").given().values()).containsEntry(Preserved.MEMORY, "4Gi");
        assertThat(failure())
                .contains("container[main]" + MemoryWords.ofPeon("4Gi", 137))
                .endsWith(" It does not run again with more memory: its memoryLimit is 4Gi.");
        assertThat(history())
                .hasSize(2)
                .allMatch(FailoverRecord::acted)
                .extracting(record -> record.grounds().why())
                .allMatch(why -> why.startsWith("It ran out of memory: "));
        assertThat(history().get(0).grounds().policy())
                .containsEntry("outOfMemory", "memoryFactor 1.5, memoryLimit 4Gi");
        fleet.until("all is cleaned up", fleet::isClean);
    }

    @Test
    void withoutAWordOnItItFails() {
        run(Policies.DEFAULT, FailoverPolicy.USUAL);
        killed(1, "2Gi");
        assertThat(failure()).endsWith(MemoryWords.ofPeon("2Gi", 137));
        assertThat(history()).isEmpty();
    }

    @Test
    void onlyAClusterThatHasSoMuchIsChosen() {
        run();
        for (String small : List.of("east", "north")) {
            fleet.cluster(small).limit(Offer.Source.QUOTA, Resources.of(64_000, 2 * GIBI), Resources.NONE);
        }
        killed(1, "2Gi");
        Attempt second = running(2);
        assertThat(second.cluster().value()).isEqualTo("west");
        assertThat(Objects.requireNonNull(second.intent().needs()).amount(Resources.MEMORY))
                .isEqualTo(3 * GIBI);
    }

    @Test
    void whatIsPublishedIsNotDoneAgain() {
        run();
        Attempt first = running(1);
        fleet.step(5);
        fleet.send(first, PeonAction.publish(new Claim(first.id(), first.token()), List.of("segment")));
        fleet.step(5);
        killed(1, "2Gi");
        fleet.until("it has ended", () -> fleet.outcomes().containsKey(TASK));
        assertThat(Objects.requireNonNull(fleet.outcomes().get(TASK)).succeeded())
                .isTrue();
        assertThat(fleet.jobsEverMade(TASK)).isEqualTo(1);
    }

    @Test
    void aLeaderThatChangesInTheMiddleGivesItNoLess() {
        run();
        running(1);
        fleet.leader().freeze();
        killed(1, "2Gi");
        fleet.step(3);
        fleet.lead(Duration.ZERO);
        running(2);
        fleet.reboot();
        fleet.step(5);
        assertThat(killed(2, "3Gi").given().values()).containsEntry(Preserved.MEMORY, "3Gi");
        assertThat(running(3).given().values()).containsEntry(Preserved.MEMORY, "4Gi");
    }

    @Test
    void theOneAfterALostClusterHasAsMuch() {
        run();
        killed(1, "2Gi");
        Attempt second = running(2);
        fleet.step(5);
        fleet.cluster(second.cluster().value()).setApi(Api.HANGS);
        fleet.registry().discovery().cut(fleet.cluster(second.cluster().value()), true);
        Attempt third = running(3);
        assertThat(third.given().values())
                .containsEntry(Preserved.MEMORY, "3Gi")
                .containsEntry(Preserved.FROM, second.cluster().value());
        assertThat(Objects.requireNonNull(third.intent().needs()).amount(Resources.MEMORY))
                .isEqualTo(3 * GIBI);
    }

    @Test
    void itIsNoQuestionOfTheModeSinceItHasEndedAnyway() {
        run(
                Policies.DEFAULT.withFailover(new Policies.Failover(FailoverMode.OFF, 500)),
                FailoverPolicy.USUAL.withMore(new OutOfMemory(2, 4 * GIBI)));
        killed(1, "2Gi");
        assertThat(running(2).given().values()).containsEntry(Preserved.MEMORY, "4Gi");
    }
}
