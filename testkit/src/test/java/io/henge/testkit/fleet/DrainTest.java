package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Leaving;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.loop.DrainWords;
import io.henge.core.port.Supervisors;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a cluster is emptied. */
class DrainTest {
    private static final ClusterName EAST = new ClusterName("east");

    /** The tasks that were to be handed over; all are but those that no supervisor knows. */
    private final List<TaskId> handedOver = new ArrayList<>();

    private final Set<TaskId> unknown = new HashSet<>(Set.of(new TaskId("index_kinesis-1")));

    private final SimulatedFleet fleet = new SimulatedFleet(
            Policies.DEFAULT,
            new Build() {
                @Override
                public Supervisors supervisors() {
                    return task -> {
                        handedOver.add(task);
                        return CompletableFuture.completedFuture(!unknown.contains(task));
                    };
                }
            },
            Witness.NOBODY,
            "east",
            "west");

    private Verdict answered(CompletionStage<Verdict> stage) {
        CompletableFuture<Verdict> answer = stage.toCompletableFuture();
        fleet.until("the word is answered", answer::isDone);
        return answer.join();
    }

    private Verdict say(ClusterWord word, String cluster) {
        return answered(fleet.loop().declare(new ClusterName(cluster), word, "anna", "new disks", null, false));
    }

    private Verdict drain(@Nullable Duration limit, boolean dryRun) {
        @Nullable Instant until = limit == null ? null : fleet.clock().instant().plus(limit);
        return answered(
                fleet.loop().drainWords().drain(new DrainWords.Asked(EAST, "anna", "new disks", until, null, dryRun)));
    }

    private Verdict look() {
        return answered(fleet.loop().drainWords().look(EAST));
    }

    private List<Leaving.How> ways(Verdict verdict) {
        return verdict.consequences().stream()
                .map(one -> Objects.requireNonNull(one.leaving()).how())
                .toList();
    }

    /** Runs on east, since west is cordoned until drains begin. */
    private TaskId runOnEast(String type) {
        TaskId task = new TaskId(type + "-1");
        fleet.run(
                task,
                new TaskScript(
                        new TaskTraits(type, "flights", task.value(), 0), JobScript.RUNS, Peon.SILENT, 0, List.of()));
        fleet.untilRunning(task);
        return task;
    }

    private List<TaskId> runOneOfEachOnEast() {
        say(ClusterWord.CORDON, "west");
        List<TaskId> all =
                List.of(runOnEast("index"), runOnEast("index_kafka"), runOnEast("index_kinesis"), runOnEast("kill"));
        say(ClusterWord.UNCORDON, "west");
        return all;
    }

    private List<Kind> wordsInHistory() {
        return fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 100).stream()
                .map(note -> note.event().kind())
                .filter(kind -> kind.name().startsWith("DRAIN") || kind == Kind.MOVED)
                .toList();
    }

    @Test
    void aDryDrainTellsHowEachWouldLeaveAndDoesNothing() {
        runOneOfEachOnEast();
        assertThat(ways(drain(null, true)))
                .containsExactly(Leaving.How.WAIT, Leaving.How.HAND_OVER, Leaving.How.HAND_OVER, Leaving.How.STAY);
        assertThat(ways(drain(Duration.ofMinutes(1), true))).startsWith(Leaving.How.RELAUNCH);
        fleet.step(5);
        assertThat(handedOver).isEmpty();
        assertThat(look().refusal()).isNotNull();
        assertThat(fleet.ledger().peekClusters()).allMatch(record -> record.drain() == null);
    }

    @Test
    void withoutADeadlineEachEndIsWaitedForAlsoByTheNextLeader() {
        List<TaskId> tasks = runOneOfEachOnEast();
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(drain(null, false).cluster())
                                        .drain())
                        .attempts())
                .isEqualTo(4);
        TaskId later = fleet.run("later", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(later);
        fleet.reboot();
        fleet.step(100);
        assertThat(fleet.cluster("west").present()).containsExactly(AttemptId.first(later));
        assertThat(look().consequences()).hasSize(4);

        tasks.forEach(fleet::kill);
        fleet.until("east is empty", () -> look().consequences().isEmpty());
        fleet.step(3);
        assertThat(wordsInHistory()).containsExactly(Kind.DRAINED, Kind.DRAINING);
        say(ClusterWord.STOP_DRAIN, "east");
        assertThat(wordsInHistory()).startsWith(Kind.DRAIN_STOPPED);
        TaskId next = fleet.run("next", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(next);
        assertThat(fleet.cluster("east").present()).containsExactly(AttemptId.first(next));
    }

    @Test
    void supervisorsAreAskedAndTheReportSaysWhatCameOfIt() {
        List<TaskId> tasks = runOneOfEachOnEast();
        drain(null, false);
        fleet.step(5);
        assertThat(handedOver).containsExactlyInAnyOrder(tasks.get(1), tasks.get(2));
        assertThat(ways(look()))
                .containsExactly(Leaving.How.WAIT, Leaving.How.HAND_OVER, Leaving.How.WAIT, Leaving.How.STAY);
        assertThat(Objects.requireNonNull(look().consequences().get(1).leaving())
                        .why())
                .contains("hands it over");
        assertThat(Objects.requireNonNull(look().consequences().get(2).leaving())
                        .why())
                .contains("No supervisor");
    }

    /** As the next leader's supervisors do, which begin after its loop and know their tasks later still. */
    @Test
    void whoKnowsNoSuchTaskYetIsAskedAgainAndWhoHandsItOverIsNot() {
        List<TaskId> tasks = runOneOfEachOnEast();
        drain(null, false);
        fleet.until("both were asked for", () -> handedOver.size() == 2);
        unknown.clear();
        fleet.until("one was asked for again", () -> handedOver.size() == 3);
        assertThat(handedOver).last().isEqualTo(tasks.get(2));
        fleet.until(
                "it is handed over",
                () -> ways(look())
                        .equals(List.of(
                                Leaving.How.WAIT, Leaving.How.HAND_OVER, Leaving.How.HAND_OVER, Leaving.How.STAY)));
        fleet.step(100);
        assertThat(handedOver).hasSize(3);
    }

    @Test
    void thatNothingIsLeftIsToldAlsoWhereNothingWasAndByALeaderThatFindsItSo() {
        fleet.step(3);
        drain(null, false);
        fleet.step(20);
        assertThat(wordsInHistory()).containsExactly(Kind.DRAINED, Kind.DRAINING);
        fleet.reboot();
        fleet.step(20);
        assertThat(wordsInHistory()).containsExactly(Kind.DRAINED, Kind.DRAINED, Kind.DRAINING);
    }

    @Test
    void atTheDeadlineWhatCanRunAgainGoesElsewhereAndTheRestIsWaitedFor() {
        TaskId batch = runOneOfEachOnEast().get(0);
        drain(Duration.ofSeconds(30), false);
        fleet.step(20);
        assertThat(fleet.cluster("west").present()).isEmpty();
        fleet.until(
                "it runs elsewhere", () -> fleet.cluster("west").present().equals(List.of(new AttemptId(batch, 2))));
        fleet.until("its first Job is gone", () -> look().consequences().size() == 3);
        assertThat(wordsInHistory()).containsExactly(Kind.MOVED, Kind.DRAINING);
        assertThat(fleet.cluster("east").present()).hasSize(3);
        assertThat(fleet.outcomes()).isEmpty();
    }

    @Test
    void nothingIsTakenAwayBeforeAnotherClusterHasRoom() {
        fleet.limit(4);
        runOneOfEachOnEast();
        drain(Duration.ofSeconds(1), false);
        fleet.step(60);
        assertThat(fleet.present()).hasSize(4).allMatch(id -> id.number() == 1);
        fleet.limit(5);
        fleet.loop().capacityChanged();
        fleet.until("one runs elsewhere", () -> fleet.cluster("west").present().size() == 1);
    }

    @Test
    void manyAreTakenAwayAFewAtATime() {
        say(ClusterWord.CORDON, "west");
        IntStream.range(0, 40).forEach(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT));
        fleet.until("all run", () -> fleet.cluster("east").running().size() == 40);
        say(ClusterWord.UNCORDON, "west");
        drain(Duration.ofSeconds(1), false);
        long fenced = 0;
        for (int i = 0; i < 10 && fenced < 40; i++) {
            fleet.step();
            long now = fleet.ledger().peek().stream()
                    .filter(row -> row.state() == AttemptState.FENCED)
                    .count();
            assertThat(now - fenced).isBetween(0L, 10L);
            fenced = now;
        }
        assertThat(fenced).isEqualTo(40);
        fleet.until("all run elsewhere", () -> fleet.cluster("west").running().size() == 40);
        fleet.until("east is empty", () -> look().consequences().isEmpty());
    }

    @Test
    void aDrainWithNowhereToGoIsRefusedUnlessNothingIsThereToMove() {
        say(ClusterWord.CORDON, "west");
        assertThat(drain(null, true).refusal()).isNull();
        TaskId task = runOnEast("index");
        Verdict.Refusal refusal = Objects.requireNonNull(drain(null, false).refusal());
        assertThat(refusal.kind()).isEqualTo(Verdict.Kind.CONFLICT);
        assertThat(refusal.message()).contains("Cluster[east] has tasks that are to go elsewhere", "no other cluster");
        say(ClusterWord.UNCORDON, "west");
        fleet.cluster("west").setApi(Api.REFUSES);
        fleet.step(3);
        assertThat(drain(null, false).refusal()).isNotNull();
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(drain(null, false).refusal()).isNull();
    }

    @Test
    void whilePlacementIsPausedNothingIsTakenAway() {
        runOneOfEachOnEast();
        answered(fleet.loop().pause(true, "anna", "upgrade", false));
        drain(Duration.ofSeconds(1), false);
        fleet.step(30);
        assertThat(fleet.cluster("east").present()).hasSize(4);
        answered(fleet.loop().pause(false, "anna", "done", false));
        fleet.until("one runs elsewhere", () -> fleet.cluster("west").present().size() == 1);
    }
}
