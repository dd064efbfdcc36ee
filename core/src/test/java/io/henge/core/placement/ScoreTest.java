package io.henge.core.placement;

import static io.henge.core.placement.Fleets.asking;
import static io.henge.core.placement.Fleets.choices;
import static io.henge.core.placement.Fleets.cluster;
import static io.henge.core.placement.Fleets.labelled;
import static io.henge.core.placement.Fleets.named;
import static io.henge.core.placement.Fleets.profile;
import static io.henge.core.placement.Fleets.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.HashTreePMap;

/** Which of several clusters that would do is taken, and why. */
class ScoreTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName NORTH = new ClusterName("north");
    private static final ClusterName WEST = new ClusterName("west");
    private static final Instant AT = Instant.EPOCH;
    private static final Rule TO_A = rule("to-a", new Rule.Prefer(labelled("zone", "a"), 10));
    private static final Rule NOT_EAST = rule("not-east", new Rule.Prefer(named("east"), -20));
    private static final Choices THREE =
            choices(cluster("east", Fleets.ZONE_A), cluster("north", Fleets.ZONE_A), cluster("west", Fleets.ZONE_B));

    private static List<ClusterName> best(Choices choices, Preference preference) {
        return Choices.best(choices.findings(preference));
    }

    @Test
    void rulesAddUp() {
        assertThat(best(THREE, Preference.ANY)).containsExactly(EAST, NORTH, WEST);
        assertThat(best(THREE, asking(TO_A))).containsExactly(EAST, NORTH);
        assertThat(best(THREE, asking(TO_A, NOT_EAST))).containsExactly(NORTH);
        assertThat(THREE.findings(asking(TO_A, NOT_EAST)).get(0).sentence())
                .isEqualTo("east has room: rule[to-a] of the properties (+10), rule[not-east] of the properties (-20)");
    }

    @Test
    void whatIsPreferredButFullSpillsOver() {
        Choices full =
                choices(Fleets.closed(cluster("east", Fleets.ZONE_A), "is cordoned"), cluster("west", Fleets.ZONE_B));
        assertThat(best(full, asking(TO_A))).containsExactly(WEST);
    }

    @Test
    void aTaintMaySpeakAgainstWithoutForbidding() {
        Choices two = choices(cluster("east", profile(Map.of(), "old:PreferNoSchedule")), cluster("west"));
        assertThat(best(two, Preference.ANY)).containsExactly(WEST);
        assertThat(best(two, asking(rule("t", new Rule.Tolerate("old", null))))).containsExactly(EAST, WEST);
    }

    @Test
    void replicasGoWhereFewerAre() {
        Preference replica =
                Preference.of(new Asked(Needs.NONE, null, List.of(TO_A), new Kin(Kin.replicas("k"), Kin.Bond.APART)));
        Choices one = choices(
                cluster("east", Fleets.ZONE_A).with(replica.asked()),
                cluster("north", Fleets.ZONE_A).with(replica.asked()).with(replica.asked()),
                cluster("west", Fleets.ZONE_B));
        assertThat(best(one, replica)).as("before any rule").containsExactly(WEST);
        assertThat(one.findings(replica).get(1).sentence())
                .isEqualTo("north has room: 2 of its replicas are there (-200000), rule[to-a] of the properties (+10)");
        Choices without = choices(
                Objects.requireNonNull(one.clusters().get(EAST)),
                Objects.requireNonNull(one.clusters().get(NORTH)));
        assertThat(best(without, replica)).containsExactly(EAST);
    }

    @Test
    void whereItWasTakenFromIsTheLastChoiceAndWhatAPersonWantsTheFirst() {
        Asked toEast = asking(rule("east", new Rule.Prefer(named("east"), 100))).asked();
        Preference taken = Preference.of(toEast).after(EAST, new Setback(Setback.Kind.TAKEN, AT));
        assertThat(best(THREE, taken)).containsExactly(NORTH, WEST);
        assertThat(best(THREE, taken.wishing(EAST))).containsExactly(EAST);
        assertThat(best(THREE, Preference.of(toEast).wishing(WEST))).containsExactly(WEST);
    }

    @ParameterizedTest
    @CsvSource({
        "-5400, -10000000",
        "0, -10000000",
        "300, -7071068",
        "600, -5000000",
        "1200, -2500000",
        "3599, -156431",
        "3600, 0"
    })
    void whatHappenedThereCountsHalfAsMuchEachTenMinutesAndNothingAfterAnHour(long seconds, long points) {
        Preference refused = Preference.ANY.after(EAST, new Setback(Setback.Kind.REFUSED, AT.minusSeconds(seconds)));
        assertThat(THREE.findings(refused).get(0).points()).isEqualTo(points);
    }

    @Test
    void whereEverythingWasTriedTheLongestAgoIsTriedFirst() {
        Preference tried = Preference.ANY
                .after(EAST, new Setback(Setback.Kind.TAKEN, AT.minusSeconds(60)))
                .after(NORTH, new Setback(Setback.Kind.REFUSED, AT.minusSeconds(120)))
                .after(WEST, new Setback(Setback.Kind.TAKEN, AT.minusSeconds(30)));
        assertThat(best(THREE, tried)).containsExactly(NORTH);
        assertThat(THREE.findings(tried).get(1).sentence())
                .isEqualTo("north has room: it did not take it at 1969-12-31T23:58:00Z (-8705506)");
        Preference again = tried.after(EAST, new Setback(Setback.Kind.REFUSED, AT));
        assertThat(again.wasTakenFrom(EAST)).as("that stays so").isTrue();
    }

    @Test
    void whereAsMuchFindsNoRoomIsTriedOnlyByWhatHasNowhereElseToGo() {
        Resources large = Resources.of(4_000, 8L << 30);
        Preference asking = Preference.of(Asked.NOTHING.needing(Needs.everywhere(large)));
        Pressure pressure = Pressure.refused(null, Resources.of(2_000, 4L << 30), AT);
        Option strained = Fleets.taken(
                cluster("east"), new Option.Taken(1, 9, Resources.NONE, HashTreePMap.empty(), new Strain(pressure, 0)));
        Choices two = choices(strained, cluster("west"));
        assertThat(best(two, asking.after(WEST, new Setback(Setback.Kind.TAKEN, AT))))
                .containsExactly(WEST);
        assertThat(best(choices(strained), asking)).containsExactly(EAST);
        assertThat(two.findings(asking).get(0).sentence())
                .isEqualTo("east has room: it had no room at 1970-01-01T00:00:00Z for a pod that asks for 2 of cpu and"
                        + " 4Gi of memory (-20000000)");
        Preference small = Preference.of(Asked.NOTHING.needing(Needs.everywhere(Resources.of(1_000, 8L << 30))));
        assertThat(best(two, small)).as("it does not ask for as much").containsExactly(EAST, WEST);
    }
}
