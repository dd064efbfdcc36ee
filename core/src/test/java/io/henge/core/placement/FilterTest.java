package io.henge.core.placement;

import static io.henge.core.placement.Fleets.asking;
import static io.henge.core.placement.Fleets.choices;
import static io.henge.core.placement.Fleets.cluster;
import static io.henge.core.placement.Fleets.labelled;
import static io.henge.core.placement.Fleets.named;
import static io.henge.core.placement.Fleets.offering;
import static io.henge.core.placement.Fleets.profile;
import static io.henge.core.placement.Fleets.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

/** What keeps a task from a cluster, filter by filter, and in which words. */
class FilterTest {
    private static final Option EAST = cluster("east", Fleets.ZONE_A);

    private static Appraisal on(Option cluster, Preference preference) {
        return choices(cluster).findings(preference).get(0);
    }

    private static Preference needing(Resources resources) {
        return Preference.of(new Asked(Needs.everywhere(resources), null, List.of(), null));
    }

    @Test
    void nothingSpeaksAgainstAClusterThatIsOpenAndEmpty() {
        assertThat(on(EAST, Preference.ANY)).isEqualTo(new Appraisal(EAST.name(), Appraisal.Kind.FITS, "", List.of()));
    }

    @Test
    void aClosedClusterTakesNothing() {
        Appraisal finding = on(Fleets.closed(EAST, "is cordoned"), Preference.ANY);
        assertThat(finding.kind()).isEqualTo(Appraisal.Kind.CLOSED);
        assertThat(finding.sentence()).isEqualTo("east is cordoned");
    }

    @Test
    void ofWhatFoundNoRoomFewAreTriedAtATime() {
        Resources asked = Resources.of(2_000, 8L << 30);
        Pressure pressure = Pressure.refused(null, asked, Instant.EPOCH);
        Option strained = Fleets.taken(
                EAST, new Option.Taken(1, 9, Resources.NONE, HashTreePMap.empty(), new Strain(pressure, 0)));
        assertThat(on(strained, needing(asked)).fits()).isTrue();
        Option tried = strained.with(needing(asked).asked());
        Appraisal finding = on(tried, needing(asked));
        assertThat(finding.kind()).isEqualTo(Appraisal.Kind.FULL);
        assertThat(finding.sentence())
                .isEqualTo(
                        "east had no room at 1970-01-01T00:00:00Z for a pod that asks for 2 of cpu and 8Gi of memory:"
                                + " 1 at a time may try to get as much, and 1 have not started");
        assertThat(on(tried, needing(Resources.of(2_001, 8L << 30))).fits()).isFalse();
        assertThat(on(tried, needing(Resources.of(1_999, 64L << 30))).fits()).isTrue();
        assertThat(on(tried, Preference.ANY).fits())
                .as("nothing is known of it")
                .isTrue();
    }

    @Test
    void rulesRequireAndExclude() {
        assertThat(on(EAST, asking(rule("in-b", new Rule.Require(labelled("zone", "b")))))
                        .sentence())
                .isEqualTo("east is not what rule[in-b] of the properties requires: zone=b");
        assertThat(on(EAST, asking(rule("in-a", new Rule.Require(labelled("zone", "a", "c")))))
                        .fits())
                .isTrue();
        assertThat(on(EAST, asking(rule("not-here", new Rule.Exclude(named("east", "west")))))
                        .sentence())
                .isEqualTo("east is excluded by rule[not-here] of the properties");
        assertThat(on(EAST, asking(rule("not-there", new Rule.Exclude(named("west")))))
                        .fits())
                .isTrue();
        Rule unknown = rule("gpu", new Rule.Require(labelled("gpu", "yes")));
        assertThat(on(EAST, asking(unknown)).kind())
                .as("a label that it has not")
                .isEqualTo(Appraisal.Kind.EXCLUDED);
    }

    @Test
    void whereARuleIsWrittenIsSaid() {
        Rule.Word word = new Rule.Exclude(named("east"));
        assertThat(on(EAST, asking(new Rule("r", TaskMatch.ALL, word, Rule.Source.DYNAMIC)))
                        .sentence())
                .isEqualTo("east is excluded by rule[r] of the dynamic configuration");
        assertThat(on(EAST, asking(new Rule("context.henge.placement", TaskMatch.ALL, word, Rule.Source.TASK)))
                        .sentence())
                .isEqualTo("east is excluded by the task's own context.henge.placement");
    }

    @Test
    void whatARuleThatNobodyCanReadIsAboutWaits() {
        Rule lost = new Rule("r", TaskMatch.ALL, new Rule.Unreadable("`reqire` is not known"), Rule.Source.DYNAMIC);
        assertThat(on(EAST, asking(rule("in-a", new Rule.Require(labelled("zone", "a"))), lost)))
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Appraisal.Kind.EXCLUDED))
                .satisfies(finding -> assertThat(finding.sentence())
                        .isEqualTo("east is not given what rule[r] of the dynamic configuration is about, while that"
                                + " cannot be read: `reqire` is not known"));
    }

    @Test
    void taintsKeepAwayWhatDoesNotTolerateThem() {
        Option tainted = cluster("east", profile(Map.of(), "batch=only:NoSchedule", "old:PreferNoSchedule"));
        assertThat(on(tainted, Preference.ANY).sentence())
                .isEqualTo("east has the taint[batch=only:NoSchedule], which no rule lets it tolerate");
        assertThat(on(tainted, asking(rule("t", new Rule.Tolerate("batch", "only"))))
                        .fits())
                .isTrue();
        assertThat(on(tainted, asking(rule("t", new Rule.Tolerate("batch", null))))
                        .fits())
                .isTrue();
        assertThat(on(tainted, asking(rule("t", new Rule.Tolerate("batch", "none"))))
                        .fits())
                .isFalse();
    }

    @Test
    void fullNowAndTooSmallForEverAreDifferentWords() {
        Option quota = offering(EAST, Resources.of(4_000, 8L << 30), Resources.of(1_000, 0));
        Option busy = Fleets.taken(quota, new Option.Taken(1, 9, Resources.of(1_500, 1L << 30), HashTreePMap.empty()));
        assertThat(on(busy, needing(Resources.of(1_500, 1L << 30))).fits()).isTrue();
        Appraisal full = on(busy, needing(Resources.of(2_000, 1L << 30)));
        assertThat(full.kind()).isEqualTo(Appraisal.Kind.FULL);
        assertThat(full.sentence())
                .isEqualTo(
                        "east is full: the pod asks for 2 of cpu, and 1.5 of 4 is free by its namespace's ResourceQuota");
        Appraisal small = on(busy, needing(Resources.of(1_000, 9L << 30)));
        assertThat(small.kind()).isEqualTo(Appraisal.Kind.TOO_SMALL);
        assertThat(small.sentence())
                .isEqualTo(
                        "east is too small: the pod asks for 9Gi of memory, and there is 8Gi in all by its namespace's ResourceQuota");
        assertThat(on(busy, needing(new Resources(new TreeMap<>(Map.of("gpu", 9L)))))
                        .fits())
                .as("of what is not named there is no limit")
                .isTrue();
    }

    @Test
    void capacityAndCallsAreCounted() {
        Option small = cluster("east", ClusterProfile.limited(new ClusterLimits(2, 1)));
        Option.Taken two = new Option.Taken(2, 5, Resources.NONE, HashTreePMap.empty());
        assertThat(on(Fleets.taken(small, two), Preference.ANY).sentence()).isEqualTo("east is full: 2 of 2");
        Option.Taken calls = new Option.Taken(1, 0, Resources.NONE, HashTreePMap.empty());
        assertThat(on(Fleets.taken(small, calls), Preference.ANY).sentence())
                .isEqualTo("east is not sent more before the calls under way have ended");
    }

    @Test
    void whatIsKeptForOneIsNotForTheOthers() {
        assertThat(on(EAST.keptFor(new TaskId("large")), Preference.ANY).sentence())
                .isEqualTo("east is kept until task[large] has room there");
    }

    @Test
    void aTaskThatNamesItsClusterGoesNowhereElseUnlessThereIsNoSuchCluster() {
        Preference west = Preference.of(new Asked(Needs.NONE, new ClusterName("west"), List.of(), null));
        Choices both = choices(EAST, cluster("west"));
        assertThat(Choices.best(both.findings(west))).containsExactly(new ClusterName("west"));
        assertThat(both.findings(west).get(0).sentence())
                .isEqualTo("east cannot take it: its tag[k8s_cluster] names west");
        assertThat(on(EAST, west).fits()).isTrue();
    }

    @Test
    void aGroupThatIsToldToStaysTogether() {
        Kin group = new Kin("g", Kin.Bond.TOGETHER);
        Preference member = Preference.of(new Asked(Needs.NONE, null, List.of(), group));
        Choices empty = choices(EAST, cluster("west"));
        assertThat(Choices.best(empty.findings(member))).hasSize(2);
        Choices begun = choices(EAST, cluster("west").with(member.asked()));
        assertThat(Choices.best(begun.findings(member))).containsExactly(new ClusterName("west"));
        assertThat(begun.findings(member).get(0).sentence())
                .isEqualTo("east cannot take it: others of its group[g] are elsewhere");
    }

    @Test
    void nothingTiesATaskToAClusterThatPeopleLetNothingGoTo() {
        Option drained = Fleets.kept(cluster("west"), "is being drained");
        Preference named = Preference.of(new Asked(Needs.NONE, new ClusterName("west"), List.of(), null));
        assertThat(Choices.best(choices(EAST, drained).findings(named))).containsExactly(EAST.name());
        Preference member = Preference.of(new Asked(Needs.NONE, null, List.of(), new Kin("g", Kin.Bond.TOGETHER)));
        Choices begun = choices(EAST, drained.with(member.asked()));
        assertThat(Choices.best(begun.findings(member))).containsExactly(EAST.name());
    }
}
