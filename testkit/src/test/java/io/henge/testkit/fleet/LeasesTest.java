package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverPolicy.Patience;
import io.henge.core.failover.PurgeMode;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tasks of which no two processes run at once, whose cluster nobody sees: their peons hold leases. */
class LeasesTest extends LossOfEast {
    /** Which processes with a lease did something, and when last. */
    private final TreeMap<AttemptId, Instant> acted = new TreeMap<>();

    private final Set<Token> tokens = new HashSet<>();

    private void watched() {
        watched(Build.SOUND);
    }

    private void watched(Build build) {
        fleet = new SimulatedFleet(
                POLICIES,
                build,
                new Witness() {
                    @Override
                    public void acts(Attempt attempt) {
                        acted.put(attempt.id(), fleet.clock().instant());
                        tokens.add(attempt.token());
                    }
                },
                "east",
                "north",
                "west");
        asking(purging(PurgeMode.DIRECTLY));
    }

    /** Three tasks, whose peons have left word of their leases where they have any. */
    private void begin() {
        run(3, "index");
        fleet.step(5);
    }

    private boolean goesOn(TaskId task) {
        return placed().stream().anyMatch(row -> row.id().equals(new AttemptId(task, 2)));
    }

    @Test
    void theTaskGoesOnWhenItsPeonHasStoppedItself() {
        watched();
        begin();
        Attempt old = onEast().get(0);
        lose();
        fleet.until("it goes on", () -> acted.containsKey(new AttemptId(old.task(), 2)));
        Instant last = Objects.requireNonNull(acted.get(old.id()));
        Instant next = Objects.requireNonNull(acted.get(new AttemptId(old.task(), 2)));
        assertThat(last).isBefore(next.minusSeconds(2));
        FailoverRecord record = fleet.ledger()
                .failovers(new FailoverFilter(old.task(), null), Long.MAX_VALUE, 10)
                .get(0)
                .record();
        assertThat(record.grounds().policy()).containsEntry("purgeMode", "Directly");
        assertThat(record.grounds().evidence().get("lease"))
                .startsWith("revoked at ")
                .contains("its peon has stopped itself by ");
    }

    @Test
    void theCountdownThatIsShownIsTheOneThatActs() {
        watched();
        begin();
        TaskId task = onEast().get(0).task();
        lose();
        fleet.until("it is known when", () -> hasForecast() && forecast().at() != null);
        Instant shown = Objects.requireNonNull(forecast().at());
        fleet.until("it goes on", () -> goesOn(task));
        assertThat(Duration.between(shown, fleet.clock().instant())).isBetween(Duration.ZERO, Duration.ofSeconds(8));
    }

    private boolean hasForecast() {
        return fleet.loop().snapshot().clusters().stream().anyMatch(report -> report.forecast() != null);
    }

    @Test
    void withoutALeaseItStaysAndSaysWhy() {
        begin();
        asking(purging(PurgeMode.DIRECTLY));
        fleet.reboot();
        lose(3 * LOST_SECONDS);
        assertThat(onEast()).isNotEmpty();
        assertThat(forecast().why())
                .isEqualTo(
                        "blocked: its purgeMode is Directly, its peon holds no lease, and nobody can see that its old"
                                + " pod is gone");
    }

    @Test
    void aLeaderThatChangesMeanwhileWaitsAnew() {
        watched();
        begin();
        Attempt old = onEast().get(0);
        lose(LOST_SECONDS);
        assertThat(goesOn(old.task())).isFalse();
        fleet.reboot();
        Instant rebooted = fleet.clock().instant();
        fleet.until("it goes on", () -> goesOn(old.task()));
        assertThat(Duration.between(rebooted, fleet.clock().instant())).isGreaterThan(Duration.ofSeconds(17));
        fleet.step(60);
        assertThat(acted.get(old.id())).isBefore(acted.get(new AttemptId(old.task(), 2)));
    }

    @Test
    void whoWasToldToStopIsReplacedThoughItsClusterIsHeardOfAgain() {
        watched();
        begin();
        Attempt old = onEast().get(0);
        lose(LOST_SECONDS - 8);
        assertThat(goesOn(old.task())).isFalse();
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.registry().discovery().cut(fleet.cluster("east"), false);
        fleet.until("it goes on", () -> goesOn(old.task()));
        assertThat(fleet.outcomes()).doesNotContainKey(old.task());
    }

    @Test
    void anOverlordsOutageThatIsLongerThanTheLeaseKillsNobody() {
        watched();
        begin();
        List<Attempt> before = placed();
        fleet.mail().setAddressee(overlords -> {
            throw new AssertionError("nobody answers");
        });
        fleet.leader().freeze();
        fleet.mail().setAddressee(overlords -> overlords.get(0));
        fleet.step(120);
        assertThat(acted.values())
                .allSatisfy(at -> assertThat(at).isAfter(fleet.clock().instant().minusSeconds(5)));
        fleet.lead(Duration.ZERO);
        fleet.step(30);
        assertThat(placed())
                .extracting(Attempt::id)
                .containsExactlyElementsOf(before.stream().map(Attempt::id).toList());
    }

    @Test
    void whoStoppedItselfAndWasNotReplacedGoesOn() {
        watched();
        begin();
        Attempt old = onEast().get(0);
        fleet.registry().discovery().cut(fleet.cluster("east"), true);
        fleet.until("it goes on", () -> goesOn(old.task()));
        assertThat(fleet.outcomes()).doesNotContainKey(old.task());
    }

    /** How many attempts one of the tasks has, whose peons reach nobody, until it fails; {@code most} is its maxPerHour. */
    private int attemptsWithoutANetwork(@Nullable Integer most, String words) {
        watched();
        asking(new FailoverPolicy(null, PurgeMode.DIRECTLY, Patience.USUAL, most, List.of()));
        begin();
        TaskId task = onEast().get(0).task();
        for (String cluster : List.of("east", "north", "west")) {
            fleet.registry().discovery().cut(fleet.cluster(cluster), true);
        }
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
        assertThat(outcome(task).message()).contains("exit code 86").endsWith(words);
        return fleet.ledger()
                        .failovers(new FailoverFilter(task, null), Long.MAX_VALUE, 100)
                        .size()
                + 1;
    }

    @Test
    void whosePeonsStopThemselvesAgainAndAgainFails() {
        assertThat(attemptsWithoutANetwork(null, "10 times within an hour without a maxPerHour"))
                .isEqualTo(11);
        assertThat(attemptsWithoutANetwork(2, "its maxPerHour of 2")).isEqualTo(3);
    }

    /** One of the tasks, which are to fail when they are taken away, and begin. */
    private TaskId oneThatIsToFail() {
        watched();
        asking(new FailoverPolicy(Disposition.FAIL, PurgeMode.DIRECTLY, Patience.USUAL, null, List.of()));
        begin();
        return onEast().get(0).task();
    }

    private void assertFailsInWords(TaskId task) {
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
        assertThat(outcome(task).message()).contains("exit code 86");
    }

    @Test
    void whoIsToFailThenFailsInWords() {
        TaskId task = oneThatIsToFail();
        fleet.registry().discovery().cut(fleet.cluster("east"), true);
        assertFailsInWords(task);
    }

    @Test
    void soItDoesUnderALeaderThatComesAfterwards() {
        TaskId task = oneThatIsToFail();
        fleet.leader().freeze();
        fleet.registry().discovery().cut(fleet.cluster("east"), true);
        fleet.step(40);
        fleet.reboot();
        assertFailsInWords(task);
        assertThat(goesOn(task)).isFalse();
    }

    /** Its attempt is placed elsewhere under the same number, so that deep storage cannot tell the two apart. */
    @Test
    void aJobThatWasRefusedAndLandsAllTheSameBeginsNothing() {
        watched();
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.until("it is placed", () -> !placed().isEmpty());
        Attempt refused = placed().get(0);
        SimulatedCluster first = fleet.cluster(refused.cluster().value());
        first.setApi(Api.THROTTLES);
        fleet.until("it acts elsewhere", () -> acted.containsKey(AttemptId.first(task)));
        Attempt present = placed().get(0);
        assertThat(present.cluster()).isNotEqualTo(refused.cluster());
        first.setApi(Api.KNOWS_NOBODY); // so that nobody deletes it
        first.landLate(refused);
        fleet.step(20);
        assertThat(tokens).containsExactly(present.token());
    }

    @Test
    void aJobThatLandsWhenItsAttemptIsReplacedBeginsNothing() {
        watched();
        begin();
        Attempt old = onEast().get(0);
        fleet.cluster("east").deleteByHand(old.address().job());
        var unused = fleet.loop().move(old.task(), null, "ops", "to be elsewhere", false);
        fleet.until("it goes on", () -> acted.containsKey(new AttemptId(old.task(), 2)));
        fleet.cluster("east").setApi(Api.KNOWS_NOBODY); // so that nobody deletes it
        fleet.cluster("east").landLate(old);
        Instant landed = fleet.clock().instant();
        fleet.step(20);
        assertThat(acted.get(old.id())).isBefore(landed);
        assertThat(acted.get(new AttemptId(old.task(), 2))).isAfter(landed);
    }

    /** Whether two processes run at once when east is cut off, by a build that is broken on purpose or sound. */
    private boolean overlaps(Build build) {
        watched(build);
        begin();
        AttemptId old = onEast().get(0).id();
        lose();
        fleet.until("it goes on", () -> acted.containsKey(new AttemptId(old.task(), 2)));
        Instant next = Objects.requireNonNull(acted.get(new AttemptId(old.task(), 2)));
        return !Objects.requireNonNull(acted.get(old)).isBefore(next.minusSeconds(1));
    }

    @Test
    void peonsThatCountByAClockThatIsPutBackAreFoundOut() {
        assertThat(overlaps(Build.SOUND)).isFalse();
        acted.clear();
        assertThat(overlaps(new Build() {
                    @Override
                    public LongSupplier peonNanos(LongSupplier sound) {
                        return () -> sound.getAsLong() % Duration.ofSeconds(7).toNanos();
                    }
                }))
                .isTrue();
    }
}
