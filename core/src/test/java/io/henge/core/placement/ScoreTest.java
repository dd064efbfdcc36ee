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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which of several clusters that would do is taken, and why. */
class ScoreTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName NORTH = new ClusterName("north");
    private static final ClusterName WEST = new ClusterName("west");
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
                .isEqualTo("east has room: rule[to-a] (+10), rule[not-east] (-20)");
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
                .isEqualTo("north has room: 2 of its replicas are there (-200000), rule[to-a] (+10)");
        Choices without = choices(
                Objects.requireNonNull(one.clusters().get(EAST)),
                Objects.requireNonNull(one.clusters().get(NORTH)));
        assertThat(best(without, replica)).containsExactly(EAST);
    }

    @Test
    void whereItWasTakenFromIsTheLastChoiceAndWhatAPersonWantsTheFirst() {
        Asked toEast = asking(rule("east", new Rule.Prefer(named("east"), 100))).asked();
        assertThat(best(THREE, new Preference(null, EAST, toEast))).containsExactly(NORTH, WEST);
        assertThat(best(THREE, new Preference(EAST, EAST, toEast))).containsExactly(EAST);
        assertThat(best(THREE, new Preference(WEST, null, toEast))).containsExactly(WEST);
    }
}
