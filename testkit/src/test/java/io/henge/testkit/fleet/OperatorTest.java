package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.failover.Disposition;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.report.ClusterReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator's word does to tasks and clusters. */
class OperatorTest {
    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    private Verdict move(TaskId task, @Nullable String to) {
        CompletableFuture<Verdict> answer = fleet.loop()
                .move(task, to == null ? null : new ClusterName(to), "anna", "maintenance", false)
                .toCompletableFuture();
        fleet.until("the word is answered", answer::isDone);
        return answer.join();
    }

    private Verdict declareDead(String cluster) {
        CompletableFuture<Verdict> answer = fleet.loop()
                .declare(new ClusterName(cluster), ClusterWord.DEAD, "anna", "it burnt", null, false)
                .toCompletableFuture();
        fleet.until("the word is answered", answer::isDone);
        return answer.join();
    }

    @Test
    void aMovedTaskGoesOnElsewhereAndItsFirstJobIsPurged() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        Verdict verdict = move(task, "west");
        assertThat(verdict.refusal()).isNull();
        assertThat(verdict.consequences()).singleElement().satisfies(one -> {
            assertThat(one.attempt()).isEqualTo(AttemptId.first(task));
            assertThat(one.disposition()).isEqualTo(Disposition.RELAUNCH);
        });
        fleet.until("the second attempt alone is there", () -> fleet.present().equals(List.of(new AttemptId(task, 2))));
        assertThat(fleet.cluster("west").present()).hasSize(1);
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void aMoveIsRefusedWithAReason() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        assertThat(move(new TaskId("unknown"), null).refusal()).isNotNull();
        assertThat(Objects.requireNonNull(move(task, "east").refusal()).message())
                .contains("already");
        assertThat(Objects.requireNonNull(move(task, "north").refusal()).message())
                .contains("[north] is none of the clusters");
        fleet.cluster("west").setApi(Api.REFUSES);
        assertThat(Objects.requireNonNull(move(task, null).refusal()).kind()).isEqualTo(Verdict.Kind.CONFLICT);
        assertThat(fleet.present()).containsExactly(AttemptId.first(task));
    }

    @Test
    void theTasksOfAClusterThatIsDeclaredDeadFinishElsewhereAndItsJobsGoWhenItReturns() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.cluster("east").setApi(Api.HANGS);
        assertThat(declareDead("east").refusal()).isNull();
        fleet.until(
                "the second attempt runs",
                () -> fleet.cluster("west").present().equals(List.of(new AttemptId(task, 2))));
        assertThat(fleet.cluster("east").present()).containsExactly(AttemptId.first(task));
        fleet.reboot();
        fleet.kill(task);
        IntStream.range(0, 100).forEach(i -> fleet.step());
        assertThat(fleet.loop().snapshot().clusters().get(0).attempts().purgeDebt())
                .isEqualTo(1);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void noOtherClusterNoDeclaration() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.cluster("west").setApi(Api.REFUSES);
        assertThat(Objects.requireNonNull(declareDead("east").refusal()).kind()).isEqualTo(Verdict.Kind.CONFLICT);
        assertThat(fleet.ledger().peekClusters()).allMatch(record -> record.dead() == null);
    }

    private ClusterReport east() {
        return fleet.loop().snapshot().clusters().get(0);
    }

    /** Until then, the search for the Jobs of Druid's own runner changes the record too. */
    private void untilSearched() {
        fleet.until(
                "every cluster is searched",
                () -> fleet.loop().snapshot().clusters().stream()
                        .findFirst()
                        .filter(east -> east.record().adoption() == ClusterRecord.Adoption.SETTLED)
                        .isPresent());
    }

    private CompletableFuture<Verdict> declare(boolean dead, @Nullable Long ifVersion) {
        return fleet.loop()
                .declare(
                        new ClusterName("east"),
                        dead ? ClusterWord.DEAD : ClusterWord.ALIVE,
                        "anna",
                        "it burnt",
                        ifVersion,
                        false)
                .toCompletableFuture();
    }

    @Test
    void anEmptyClusterShowsItsDeclarationAndItsNextVersion() {
        untilSearched();
        long before = east().record().version();
        CompletableFuture<Verdict> answer = declare(true, before);
        fleet.until("the word is answered", answer::isDone);
        assertThat(answer.join().refusal()).isNull();
        assertThat(answer.join().cluster()).isEqualTo(east().record());
        assertThat(east().record().version()).isEqualTo(before + 1);
        assertThat(east().record().dead()).isNotNull();
        assertThat(fleet.ledger().peekClusters()).contains(east().record());
    }

    @Test
    void ofTwoWordsOnTheSameVersionTheSecondIsRefused() {
        untilSearched();
        long version = east().record().version();
        CompletableFuture<Verdict> first = declare(true, version);
        CompletableFuture<Verdict> second = declare(false, version);
        fleet.until("both words are answered", () -> first.isDone() && second.isDone());
        assertThat(first.join().refusal()).isNull();
        Verdict.Refusal refusal = Objects.requireNonNull(second.join().refusal());
        assertThat(refusal.kind()).isEqualTo(Verdict.Kind.CONFLICT);
        assertThat(refusal.message()).contains("version[" + (version + 1) + "]", "[" + version + "]");
        assertThat(east().record().dead()).isNotNull();
    }

    private Verdict say(ClusterWord word, String cluster) {
        CompletableFuture<Verdict> answer = fleet.loop()
                .declare(new ClusterName(cluster), word, "anna", "new disks", null, false)
                .toCompletableFuture();
        fleet.until("the word is answered", answer::isDone);
        return answer.join();
    }

    private int placesOn(String cluster) {
        return fleet.placesHeld().getOrDefault(new ClusterName(cluster), 0L).intValue();
    }

    private void run(int from, int to) {
        IntStream.range(from, to).forEach(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT));
        fleet.until(
                "they have a place",
                () -> fleet.placesHeld().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= to);
    }

    @Test
    void aCordonedClusterKeepsWhatItHasAndGetsNothingNewAlsoFromTheNextLeader() {
        run(0, 4);
        assertThat(placesOn("east")).isEqualTo(2);
        ClusterRecord record =
                Objects.requireNonNull(say(ClusterWord.CORDON, "east").cluster());
        assertThat(Objects.requireNonNull(record.cordon()).who()).isEqualTo("anna");
        run(4, 8);
        fleet.reboot();
        run(8, 12);
        assertThat(placesOn("east")).isEqualTo(2);
        assertThat(placesOn("west")).isEqualTo(10);

        assertThat(Objects.requireNonNull(say(ClusterWord.UNCORDON, "east").cluster())
                        .cordon())
                .isNull();
        run(12, 16);
        assertThat(placesOn("east")).isGreaterThan(2);
        assertThat(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 100).stream()
                        .map(note -> note.event().kind())
                        .filter(kind -> kind != Kind.PLACED))
                .containsExactly(Kind.UNCORDONED, Kind.CORDONED);
    }

    @Test
    void whatWaitsBecauseOfACordonSaysSoAndGoesAtOnceWhenThatIsTakenBack() {
        untilSearched();
        say(ClusterWord.CORDON, "east");
        say(ClusterWord.CORDON, "west");
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.step(3);
        assertThat(fleet.loop().snapshot().why(fleet.report(task).orElseThrow()))
                .isEqualTo("east is cordoned; west is cordoned");
        say(ClusterWord.UNCORDON, "west");
        fleet.untilRunning(task);
        assertThat(placesOn("west")).isEqualTo(1);
        assertThat(Objects.requireNonNull(move(task, "east").refusal()).kind()).isEqualTo(Verdict.Kind.CONFLICT);
    }

    @Test
    void aDryCordonIsNotRecorded() {
        untilSearched();
        ClusterRecord before = east().record();
        CompletableFuture<Verdict> answer = fleet.loop()
                .declare(before.name(), ClusterWord.CORDON, "anna", "new disks", before.version(), true)
                .toCompletableFuture();
        fleet.until("the word is answered", answer::isDone);
        assertThat(answer.join().cluster()).isEqualTo(before);
        assertThat(fleet.ledger().peekClusters()).contains(before);
        assertThat(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 9)).isEmpty();
    }

    private Verdict pause(boolean on, boolean dryRun) {
        CompletableFuture<Verdict> answer =
                fleet.loop().pause(on, "anna", "upgrade", dryRun).toCompletableFuture();
        fleet.until("the word is answered", answer::isDone);
        return answer.join();
    }

    @Test
    void whilePlacementIsPausedNothingIsPlacedAlsoByTheNextLeaderAndWhatRunsGoesOn() {
        TaskId first = fleet.run("first", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(first);
        assertThat(Objects.requireNonNull(pause(true, false).pause()).who()).isEqualTo("anna");
        TaskId second = fleet.run("second", JobScript.RUNS, Peon.SILENT);
        fleet.step(30);
        fleet.reboot();
        fleet.step(30);
        assertThat(fleet.present()).containsExactly(AttemptId.first(first));
        assertThat(fleet.loop().snapshot().why(fleet.report(second).orElseThrow()))
                .startsWith("Placement is paused by anna since 20")
                .endsWith("Z: upgrade");
        assertThat(fleet.loop().snapshot().clusters())
                .allSatisfy(cluster -> assertThat(cluster.vacancy().free()).isZero());
        assertThat(fleet.loop().snapshot().pause()).isNotNull();

        assertThat(pause(false, false).pause()).isNull();
        fleet.untilRunning(second);
        assertThat(fleet.ledger().peekPause()).isEmpty();
        assertThat(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 9).stream()
                        .map(note -> note.event().kind()))
                .containsExactly(Kind.PLACED, Kind.RESUMED, Kind.PAUSED, Kind.PLACED);
    }

    @Test
    void aMoveIsRefusedWhilePlacementIsPaused() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        pause(true, false);
        Verdict.Refusal refusal = Objects.requireNonNull(move(task, null).refusal());
        assertThat(refusal.kind()).isEqualTo(Verdict.Kind.CONFLICT);
        assertThat(refusal.message()).startsWith("Placement is paused by anna since");
        assertThat(fleet.present()).containsExactly(AttemptId.first(task));
    }

    @Test
    void ofTwoPausesAtOnceTheSecondIsRefusedWithTheReasonOfTheFirst() {
        CompletableFuture<Verdict> first =
                fleet.loop().pause(true, "anna", "upgrade", false).toCompletableFuture();
        CompletableFuture<Verdict> second =
                fleet.loop().pause(true, "bert", "other", false).toCompletableFuture();
        fleet.until("both words are answered", () -> first.isDone() && second.isDone());
        assertThat(first.join().refusal()).isNull();
        assertThat(Objects.requireNonNull(second.join().refusal()).message())
                .startsWith("Placement is paused by anna")
                .endsWith("upgrade");
        assertThat(fleet.ledger().peekPause())
                .hasValueSatisfying(word -> assertThat(word.who()).isEqualTo("anna"));
    }

    @Test
    void aDryWordOnPlacementChangesNothingAndOneThatSaysNothingNewIsRefused() {
        assertThat(pause(true, true).refusal()).isNull();
        assertThat(fleet.ledger().peekPause()).isEmpty();
        assertThat(Objects.requireNonNull(pause(false, false).refusal()).message())
                .isEqualTo("Placement is not paused");
        assertThat(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 9)).isEmpty();
    }
}
