package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.fence.Claim;
import io.henge.core.health.ClusterHealth;
import io.henge.core.health.HealthState;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.ledger.LedgerWrite;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.ledger.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the loop takes for true of clusters, while faults come and go. Times are those of the profile fast. */
class ClusterHealthTest {
    private static final ClusterName EAST = new ClusterName("east");

    /** For what the loop learns a second later, and what is told a second late. */
    private static final int SLACK_SECONDS = 3;

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "north", "west");

    @BeforeEach
    void letAllBeWell() {
        fleet.step(5);
        assertThat(stateOf("east")).isEqualTo(HealthState.HEALTHY);
    }

    private ClusterHealth health(String cluster) {
        return fleet.loop().snapshot().clusters().stream()
                .filter(report -> report.name().value().equals(cluster))
                .map(report -> Objects.requireNonNull(report.vitals()).health())
                .findFirst()
                .orElseThrow();
    }

    private HealthState stateOf(String cluster) {
        return health(cluster).state();
    }

    /** The different states through which the cluster goes in that time. */
    private List<HealthState> states(String cluster, int seconds) {
        List<HealthState> seen = new ArrayList<>(List.of(stateOf(cluster)));
        for (int i = 0; i < seconds; i++) {
            fleet.step();
            if (stateOf(cluster) != seen.get(seen.size() - 1)) {
                seen.add(stateOf(cluster));
            }
        }
        return seen;
    }

    private ClusterRecord record(String cluster) {
        return fleet.ledger().peekClusters().stream()
                .filter(record -> record.name().value().equals(cluster))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Instant recorded(String cluster) {
        return record(cluster).badSince();
    }

    /** What the history tells of clusters, the oldest first. */
    private List<String> told() {
        List<String> told = new ArrayList<>(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 100).stream()
                .map(LedgerWrite.Note::event)
                .filter(event -> event.kind() == Kind.CLUSTER_UNHEALTHY || event.kind() == Kind.CLUSTER_HEALTHY)
                .map(event -> event.about().cluster() + " " + event.why().replaceAll(":.*", ""))
                .toList());
        Collections.reverse(told);
        return told;
    }

    @Test
    void aHungClusterIsSuspectThenUnreachableThenLostAndRecoversStepByStep() {
        long version = record("east").version();
        fleet.cluster("east").setApi(Api.HANGS);
        Instant cut = fleet.clock().instant();
        assertThat(states("east", 15 + SLACK_SECONDS))
                .containsExactly(HealthState.HEALTHY, HealthState.SUSPECT, HealthState.UNREACHABLE, HealthState.LOST);
        assertThat(health("east").since()).isBeforeOrEqualTo(cut.plusSeconds(15));
        Instant badSince = Objects.requireNonNull(recorded("east"));
        assertThat(badSince).isEqualTo(health("east").badSince());
        assertThat(Duration.between(badSince, cut).abs()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        fleet.cluster("east").setApi(Api.ANSWERS);
        assertThat(states("east", 10 + SLACK_SECONDS))
                .containsExactly(HealthState.LOST, HealthState.RECOVERING, HealthState.HEALTHY);
        assertThat(recorded("east")).isNull();
        assertThat(record("east").version()).as("nobody has said anything").isEqualTo(version);
        assertThat(told()).containsExactly("east Unreachable", "east Lost", "east Healthy");
    }

    @Test
    void whoReadItBeforeItFellSilentMayStillSayWhatItIs() {
        long version = record("east").version();
        fleet.cluster("east").setApi(Api.HANGS);
        CompletableFuture<Verdict> first = new CompletableFuture<>();
        for (int i = 0; i < 20 && !first.isDone(); i++) {
            fleet.step();
            if (stateOf("east") == HealthState.SUSPECT) {
                // Whatever is being written of it at this moment.
                first = cordon(version);
                fleet.step(2);
            }
        }
        assertThat(first.join().refusal()).isNull();
        assertThat(recorded("east")).isNotNull();
        assertThat(record("east").version()).isEqualTo(version + 1);
        CompletableFuture<Verdict> second = cordon(version);
        fleet.step(2);
        assertThat(second.join().refusal()).as("what was said counts").isNotNull();
    }

    private CompletableFuture<Verdict> cordon(long ifVersion) {
        return fleet.loop()
                .declare(EAST, ClusterWord.CORDON, "anna", "new disks", ifVersion, false)
                .toCompletableFuture();
    }

    @Test
    void nothingIsPlacedFiveSecondsAfterTheCut() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.step(5);
        for (int i = 0; i < 10; i++) {
            fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT);
        }
        fleet.step(3);
        assertThat(fleet.ledger().peek())
                .hasSize(10)
                .noneMatch(row -> row.cluster().equals(EAST));
    }

    @Test
    void whyATaskWaitsNamesTheSilence() {
        for (String cluster : List.of("east", "north", "west")) {
            fleet.cluster(cluster).setApi(Api.HANGS);
        }
        fleet.step(5);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.step(3);
        assertThat(fleet.loop().snapshot().why(fleet.report(task).orElseThrow()))
                .matches(".*east has not answered for [5-9] s: The API server did not answer in time.*");
    }

    @Test
    void aStepBackWhileItRecoversIsNotToldAgain() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.step(10 + SLACK_SECONDS);
        @Nullable Instant badSince = health("east").badSince();
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.step(4);
        assertThat(stateOf("east")).isEqualTo(HealthState.RECOVERING);
        fleet.cluster("east").setApi(Api.REFUSES);
        assertThat(states("east", 10)).doesNotContain(HealthState.LOST).endsWith(HealthState.UNREACHABLE);
        assertThat(health("east").badSince()).isEqualTo(badSince);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("east is well", () -> stateOf("east") == HealthState.HEALTHY);
        fleet.step(2);
        assertThat(told()).containsExactly("east Unreachable", "east Healthy");
    }

    @ParameterizedTest
    @CsvSource({"KNOWS_NOBODY, MISCONFIGURED", "THROTTLES, OVERLOADED"})
    void whoeverAnswersIsNeverLost(Api api, HealthState state) {
        fleet.cluster("east").setApi(api);
        assertThat(states("east", 60)).containsExactly(HealthState.HEALTHY, state);
        assertThat(recorded("east")).as("no silence is recorded").isNull();
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("east is well", () -> stateOf("east") == HealthState.HEALTHY);
        fleet.step(2);
        assertThat(told()).containsExactly("east " + state.word(), "east Healthy");
    }

    @ParameterizedTest
    @CsvSource({"KNOWS_NOBODY, MISCONFIGURED", "THROTTLES, OVERLOADED"})
    void whoeverAnswersAndThenIsSilentIsLostByItsSilenceAlone(Api api, HealthState state) {
        fleet.cluster("east").setApi(api);
        fleet.step(30);
        fleet.cluster("east").setApi(Api.HANGS);
        Instant cut = fleet.clock().instant();
        assertThat(states("east", 7)).containsExactly(state, HealthState.SUSPECT);
        @Nullable Instant badSince = recorded("east");
        assertThat(badSince).isAfterOrEqualTo(cut);
        fleet.reboot();
        fleet.step();
        assertThat(states("east", 6)).as("not sooner by another leader").doesNotContain(HealthState.LOST);
        fleet.step(SLACK_SECONDS + 1);
        assertThat(stateOf("east")).as("nor later").isEqualTo(HealthState.LOST);
        assertThat(health("east").badSince()).isEqualTo(badSince);
        assertThat(told()).containsExactly("east " + state.word(), "east Unreachable", "east Lost");
    }

    @Test
    void whatIsAnsweredInBetweenEndsASilenceForTheNextLeaderToo() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.step(8);
        assertThat(recorded("east")).isNotNull();
        fleet.cluster("east").setApi(Api.KNOWS_NOBODY);
        fleet.step(SLACK_SECONDS);
        assertThat(recorded("east")).isNull();
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.reboot();
        fleet.step();
        assertThat(states("east", 9)).containsExactly(HealthState.HEALTHY, HealthState.SUSPECT);
    }

    @Test
    void twoOfThreeAreHeldUntilOneIsBack() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.cluster("west").setApi(Api.REFUSES);
        fleet.step(60);
        assertThat(stateOf("east")).isEqualTo(HealthState.UNREACHABLE);
        assertThat(stateOf("west")).isEqualTo(HealthState.UNREACHABLE);
        assertThat(health("east").words()).endsWith("; held: 2 of 3 clusters turned bad together");
        fleet.cluster("west").setApi(Api.ANSWERS);
        fleet.step(2);
        assertThat(stateOf("east")).as("looked at anew first").isEqualTo(HealthState.UNREACHABLE);
        fleet.step(SLACK_SECONDS + 2);
        assertThat(stateOf("east")).isEqualTo(HealthState.LOST);
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsToo() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.step(5);
        fleet.ledger().setStore(InMemoryLedger.Store.FAILS);
        fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.step(30);
        assertThat(stateOf("east")).isEqualTo(HealthState.UNREACHABLE);
        assertThat(health("east").words()).endsWith("; held: the ledger's store does not answer either");
        fleet.ledger().setStore(InMemoryLedger.Store.ANSWERS);
        fleet.until("east is lost", () -> stateOf("east") == HealthState.LOST);
    }

    @Test
    void aTaskThatActsKeepsItsClusterFromBeingLost() {
        for (int i = 0; i < 3; i++) {
            TaskId task = fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT);
            fleet.untilRunning(task);
        }
        fleet.cluster("east").setApi(Api.HANGS);
        for (int i = 0; i < 40; i++) {
            fleet.step();
            fleet.ledger().peek().stream()
                    .filter(row -> row.cluster().equals(EAST))
                    .forEach(row -> fleet.send(PeonAction.lock(new Claim(row.id(), row.token()))));
        }
        assertThat(stateOf("east")).isEqualTo(HealthState.UNREACHABLE);
        assertThat(health("east").words()).endsWith("; not lost: a task there asked for something lately");
        fleet.registry().discovery().cut(fleet.cluster("east"), true);
        fleet.step(15 + SLACK_SECONDS);
        assertThat(stateOf("east")).isEqualTo(HealthState.LOST);
    }

    @Test
    void aNewLeaderGoesOnWithTheTimer() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.step(8);
        @Nullable Instant badSince = recorded("east");
        assertThat(badSince).isNotNull();
        fleet.reboot();
        fleet.step(10);
        assertThat(stateOf("east")).isEqualTo(HealthState.LOST);
        assertThat(health("east").badSince()).isEqualTo(badSince);
        assertThat(recorded("east")).isEqualTo(badSince);
        fleet.reboot();
        fleet.step();
        assertThat(states("east", 3)).as("it looks itself first").doesNotContain(HealthState.LOST);
        fleet.step(4);
        assertThat(stateOf("east")).isEqualTo(HealthState.LOST);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("east is well", () -> recorded("east") == null);
        fleet.reboot();
        fleet.step(3);
        assertThat(health("east").badSince()).isNull();
    }

    @Test
    void whoeverWasFrozenDoesNotTrustWhatItSees() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.step(6);
        SimulatedOverlord leader = fleet.leader();
        leader.freeze();
        fleet.step(40);
        leader.thaw();
        fleet.step(2);
        assertThat(stateOf("east")).isEqualTo(HealthState.UNREACHABLE);
        fleet.step(SLACK_SECONDS + 1);
        assertThat(stateOf("east")).isEqualTo(HealthState.LOST);
    }
}
