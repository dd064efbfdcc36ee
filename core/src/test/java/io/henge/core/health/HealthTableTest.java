package io.henge.core.health;

import static io.henge.core.health.Glances.CLEAR;
import static io.henge.core.health.Glances.LONG_AGO;
import static io.henge.core.health.Glances.NOW;
import static io.henge.core.health.Glances.US;
import static io.henge.core.health.Glances.ago;
import static io.henge.core.health.Glances.glance;
import static io.henge.core.health.Glances.health;
import static io.henge.core.health.Glances.probe;
import static io.henge.core.health.Glances.signs;
import static io.henge.core.health.HealthState.HEALTHY;
import static io.henge.core.health.HealthState.LOST;
import static io.henge.core.health.HealthState.MISCONFIGURED;
import static io.henge.core.health.HealthState.OVERLOADED;
import static io.henge.core.health.HealthState.RECOVERING;
import static io.henge.core.health.HealthState.SUSPECT;
import static io.henge.core.health.HealthState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.health.Probe.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The transitions of a cluster's health, each row of the table and what keeps it from being taken. Times as by the profile fast. */
class HealthTableTest {
    private record Case(
            HealthState from, long since, @Nullable Long bad, Answer answer, HealthState to) {}

    private static final long LONG = 3600;

    static Stream<Case> steps() {
        return Stream.of(
                new Case(HEALTHY, LONG, null, Answer.SILENT, HEALTHY),
                new Case(HEALTHY, LONG, 2L, Answer.SILENT, HEALTHY),
                new Case(HEALTHY, LONG, 3L, Answer.SILENT, SUSPECT),
                new Case(HEALTHY, LONG, LONG, Answer.SILENT, SUSPECT),
                new Case(SUSPECT, 7, 9L, Answer.SILENT, SUSPECT),
                new Case(SUSPECT, 7, 10L, Answer.SILENT, UNREACHABLE),
                new Case(UNREACHABLE, 4, 14L, Answer.SILENT, UNREACHABLE),
                new Case(UNREACHABLE, 5, 15L, Answer.SILENT, LOST),
                new Case(LOST, LONG, LONG, Answer.SILENT, LOST),
                new Case(RECOVERING, 9, LONG, Answer.WELL, RECOVERING),
                new Case(RECOVERING, 10, LONG, Answer.WELL, HEALTHY),
                new Case(RECOVERING, 9, LONG, Answer.SILENT, SUSPECT),
                new Case(LOST, LONG, LONG, Answer.NONE, UNREACHABLE),
                new Case(MISCONFIGURED, LONG, null, Answer.SILENT, MISCONFIGURED),
                new Case(MISCONFIGURED, LONG, 2L, Answer.SILENT, MISCONFIGURED),
                new Case(MISCONFIGURED, LONG, 3L, Answer.SILENT, SUSPECT),
                new Case(MISCONFIGURED, LONG, LONG, Answer.BUSY, OVERLOADED),
                new Case(OVERLOADED, LONG, null, Answer.SILENT, OVERLOADED),
                new Case(OVERLOADED, LONG, 2L, Answer.SILENT, OVERLOADED),
                new Case(OVERLOADED, LONG, 3L, Answer.SILENT, SUSPECT),
                new Case(OVERLOADED, LONG, LONG, Answer.REFUSED, MISCONFIGURED),
                new Case(MISCONFIGURED, LONG, LONG, Answer.WELL, RECOVERING),
                new Case(OVERLOADED, LONG, LONG, Answer.WELL, RECOVERING));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void oneStepAtATime(Case step) {
        ClusterHealth before = health(step.from, step.since, step.bad);
        ClusterHealth after = HealthTable.next(glance(before, signs(step.answer)));
        assertThat(after.state()).isEqualTo(step.to);
        assertThat(after.since()).isEqualTo(step.to == step.from ? before.since() : NOW);
    }

    @ParameterizedTest
    @EnumSource(HealthState.class)
    void whatIsAnsweredCountsAtOnce(HealthState from) {
        ClusterHealth before = health(from, 1, 1L);
        assertThat(HealthTable.next(glance(before, signs(Answer.REFUSED))).state())
                .isEqualTo(MISCONFIGURED);
        assertThat(HealthTable.next(glance(before, signs(Answer.BUSY))).state()).isEqualTo(OVERLOADED);
        ClusterHealth well = HealthTable.next(glance(before, signs(Answer.WELL)));
        assertThat(well.state()).isEqualTo(from == HEALTHY ? HEALTHY : RECOVERING);
        assertThat(well.badSince()).isEqualTo(from == HEALTHY ? null : ago(1));
        if (from != LOST) {
            assertThat(HealthTable.next(glance(before, signs(Answer.NONE))).state())
                    .isEqualTo(from);
        }
    }

    @Test
    void everyRowIsTakenByATestOfThisClass() {
        Map<HealthState, Set<HealthState>> taken = new EnumMap<>(HealthState.class);
        steps().forEach(step -> taken.computeIfAbsent(step.from, from -> EnumSet.noneOf(HealthState.class))
                .add(step.to));
        for (HealthTable.Row row : HealthTable.ROWS) {
            boolean everywhere =
                    row.to() == MISCONFIGURED || row.to() == OVERLOADED || row.when() == HealthCondition.WELL;
            assertThat(everywhere
                            || row.from().stream()
                                    .allMatch(from ->
                                            taken.getOrDefault(from, Set.of()).contains(row.to())))
                    .as(row.toString())
                    .isTrue();
        }
    }

    @Test
    void anythingThatTellsOfLifeKeepsItFromBeingLost() {
        ClusterHealth before = health(UNREACHABLE, 5, 15L);
        Duration lately = Duration.ofSeconds(14);
        Duration before15s = Duration.ofSeconds(15);
        Probe silent = probe(Answer.SILENT);
        for (Duration ago : new Duration[] {lately, before15s}) {
            Stream.of(
                            new Signs(NOW, silent, watch(ago), calls(null), peons(null, null), null),
                            new Signs(NOW, silent, watch(null), calls(ago), peons(null, null), null),
                            new Signs(NOW, silent, watch(null), calls(null), peons(ago, null), null),
                            new Signs(NOW, silent, watch(null), calls(null), peons(null, ago), null),
                            Signs.of(NOW, new Probe(Answer.SILENT, "no answer", ago)))
                    .forEach(signs -> {
                        assertThat(HealthTable.next(glance(before, signs)).state())
                                .isEqualTo(ago.equals(lately) ? UNREACHABLE : LOST);
                        assertThat(HealthTable.next(glance(health(LOST, 1, 20L), signs))
                                        .state())
                                .isEqualTo(ago.equals(lately) ? UNREACHABLE : LOST);
                    });
        }
    }

    private static Signs.Watches watch(@Nullable Duration ago) {
        return new Signs.Watches(null, ago);
    }

    private static Signs.Calls calls(@Nullable Duration ago) {
        return new Signs.Calls(null, ago);
    }

    private static Signs.Peons peons(@Nullable Duration acted, @Nullable Duration announced) {
        return new Signs.Peons(acted, announced, null);
    }

    @Test
    void nothingIsLostWhileItMayBeUs() {
        ClusterHealth before = health(UNREACHABLE, 5, LONG);
        Glance held = new Glance(before, signs(Answer.SILENT), US, HealthTimings.FAST);
        ClusterHealth after = HealthTable.next(held);
        assertThat(after.state()).isEqualTo(UNREACHABLE);
        assertThat(after.words()).isEqualTo("SILENT words; held: 2 of 3 clusters turned bad together");
        assertThat(HealthTable.changesAt(held)).isEmpty();
        Glance lost = new Glance(health(LOST, 5, LONG), signs(Answer.SILENT), US, HealthTimings.FAST);
        assertThat(HealthTable.next(lost).state()).isEqualTo(UNREACHABLE);
    }

    @Test
    void afterThatItIsLookedAtForAWhileFirst() {
        ClusterHealth before = health(UNREACHABLE, 5, LONG);
        Glance early = new Glance(before, signs(Answer.SILENT), FleetHealth.clear(ago(2)), HealthTimings.FAST);
        assertThat(HealthTable.next(early).state()).isEqualTo(UNREACHABLE);
        assertThat(HealthTable.changesAt(early)).contains(NOW.plusSeconds(1));
        Glance late = new Glance(before, signs(Answer.SILENT), FleetHealth.clear(ago(3)), HealthTimings.FAST);
        assertThat(HealthTable.next(late).state()).isEqualTo(LOST);
    }

    @Test
    void aNewLeaderGoesOnWithTheTimeOfTheFormerOneAndLooksItself() {
        ClusterHealth inherited = ClusterHealth.inherited(ago(LONG), NOW);
        assertThat(inherited.state()).isEqualTo(SUSPECT);
        ClusterHealth first = HealthTable.next(glance(inherited, signs(Answer.SILENT)));
        assertThat(first.state()).isEqualTo(UNREACHABLE);
        assertThat(first.badSince()).isEqualTo(ago(LONG));
        Glance then = glance(first, signs(Answer.SILENT));
        assertThat(HealthTable.next(then).state()).isEqualTo(UNREACHABLE);
        assertThat(HealthTable.changesAt(then)).contains(NOW.plusSeconds(3));
        Signs later = Signs.of(NOW.plusSeconds(3), probe(Answer.SILENT));
        assertThat(HealthTable.next(new Glance(first, later, CLEAR, HealthTimings.FAST))
                        .state())
                .isEqualTo(LOST);
    }

    @Test
    void aClockThatWasAheadShortensNothing() {
        assertThat(ClusterHealth.inherited(NOW.plusSeconds(9), NOW).badSince()).isEqualTo(NOW);
        assertThat(ClusterHealth.inherited(null, NOW)).isEqualTo(ClusterHealth.well(NOW));
    }

    @Test
    void aSilenceBeginsWithTheQuestionAfterTheLastAnswer() {
        ClusterHealth well = ClusterHealth.well(LONG_AGO);
        assertThat(badSince(well, Duration.ofSeconds(2))).isEqualTo(ago(2));
        // Then this leader has slept: what happened meanwhile is not known.
        assertThat(badSince(well, Duration.ofMinutes(2))).isEqualTo(ago(3));
        assertThat(badSince(well, null)).isEqualTo(NOW);
    }

    private static @Nullable Instant badSince(ClusterHealth before, @Nullable Duration wellAgo) {
        return HealthTable.next(glance(before, Signs.of(NOW, new Probe(Answer.SILENT, "no answer", wellAgo))))
                .badSince();
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"REFUSED", "BUSY"})
    void aSilenceAfterAnotherFaultIsCountedFromItsOwnBeginning(Answer fault) {
        ClusterHealth bad = HealthTable.next(glance(health(UNREACHABLE, 5, 14L), signs(fault)));
        assertThat(bad.badSince()).as("it was heard").isNull();
        // Longer ago than a question takes, and before the fault: that it was well then says nothing of the silence.
        Signs silent = Signs.of(NOW, new Probe(Answer.SILENT, "no answer", Duration.ofSeconds(2)));
        ClusterHealth first = HealthTable.next(glance(bad, silent));
        assertThat(first.state()).isEqualTo(bad.state());
        assertThat(first.badSince()).isEqualTo(NOW);
        assertThat(HealthTable.changesAt(glance(first, silent))).contains(NOW.plusSeconds(3));
    }

    @Test
    void aFaultBeforeItRecoveredIsNoSilence() {
        ClusterHealth refused = HealthTable.next(glance(health(LOST, 5, LONG), signs(Answer.REFUSED)));
        ClusterHealth back = HealthTable.next(glance(refused, signs(Answer.WELL)));
        ClusterHealth again = HealthTable.next(glance(back, signs(Answer.SILENT)));
        assertThat(again.state()).isEqualTo(SUSPECT);
        assertThat(again.badSince()).isEqualTo(NOW);
    }

    @Test
    void aShortSilenceIsForgotten() {
        ClusterHealth blip = HealthTable.next(glance(ClusterHealth.well(LONG_AGO), signs(Answer.SILENT)));
        assertThat(blip.badSince()).isEqualTo(NOW);
        assertThat(HealthTable.next(glance(blip, signs(Answer.WELL)))).isEqualTo(ClusterHealth.well(LONG_AGO));
    }

    @Test
    void whoComesToKnowTheNextStateKnowsWhen() {
        assertThat(HealthTable.changesAt(glance(health(HEALTHY, LONG, 1L), signs(Answer.SILENT))))
                .contains(NOW.plusSeconds(2));
        assertThat(HealthTable.changesAt(glance(health(SUSPECT, 1, LONG), signs(Answer.SILENT))))
                .contains(NOW);
        assertThat(HealthTable.changesAt(glance(health(RECOVERING, 4, LONG), signs(Answer.WELL))))
                .contains(NOW.plusSeconds(6));
        assertThat(HealthTable.changesAt(glance(health(LOST, 4, LONG), signs(Answer.SILENT))))
                .isEmpty();
        assertThat(HealthTable.changesAt(glance(health(HEALTHY, LONG, null), signs(Answer.WELL))))
                .isEmpty();
    }

    @Test
    void whyItIsClosedIsASentence() {
        assertThat(health(SUSPECT, 1, 4L).closed(NOW)).isEqualTo("has not answered for 4 s: words before");
        assertThat(health(LOST, 1, LONG).closed(NOW))
                .isEqualTo("is lost, and has not answered for 60 min: words before");
        assertThat(health(MISCONFIGURED, 1, 4L).closed(NOW)).isEqualTo("is misconfigured: words before");
        assertThat(health(OVERLOADED, 1, 4L).closed(NOW)).isEqualTo("is overloaded: words before");
        assertThat(health(RECOVERING, 1, 4L).closed(NOW)).isNull();
        for (HealthState state : HealthState.values()) {
            ClusterHealth health = health(state, 1, 4L);
            assertThat(health.closed(NOW) != null).isEqualTo(state.isClosed());
            assertThat(health.trouble() != null).isEqualTo(state.isClosed());
        }
    }
}
