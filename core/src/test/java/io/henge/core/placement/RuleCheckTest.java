package io.henge.core.placement;

import static io.henge.core.placement.Fleets.labelled;
import static io.henge.core.placement.Fleets.named;
import static io.henge.core.placement.Fleets.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wrong with rules, said before they count. */
class RuleCheckTest {
    private static final TreeMap<ClusterName, ClusterProfile> CLUSTERS = new TreeMap<>(Map.of(
            new ClusterName("east"), Fleets.ZONE_A,
            new ClusterName("west"), Fleets.ZONE_B));

    private static List<String> complaints(Rule... rules) {
        return RuleCheck.complaints(new Rules(List.of(rules), false), CLUSTERS).stream()
                .map(RuleCheck.Complaint::sentence)
                .toList();
    }

    private static Rule of(String type, String name, Rule.Word word) {
        TaskMatch when = new TaskMatch(
                new TreeSet<>(Set.of(type)), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
        return new Rule(name, when, word);
    }

    @Test
    void whatCanBeFollowedIsFine() {
        assertThat(complaints(
                        rule("a", new Rule.Require(labelled("zone", "a", "b"))),
                        rule("b", new Rule.Exclude(named("west"))),
                        rule("c", new Rule.Prefer(named("east", "west"), -3)),
                        rule("d", new Rule.Tolerate("batch", null)),
                        rule("e", new Rule.Together())))
                .isEmpty();
        assertThat(RuleCheck.complaints(Rules.NONE, CLUSTERS)).isEmpty();
    }

    @Test
    void whatMatchesNothingIsNamed() {
        assertThat(complaints(rule("a", new Rule.Prefer(named("nroth", "east"), 1))))
                .containsExactly(
                        "Rule[a] of the properties names [nroth], but the clusters are [east, west]. Name one of these.");
        assertThat(complaints(rule("a", new Rule.Require(labelled("zone", "c")))))
                .containsExactly(
                        "Rule[a] of the properties matches no cluster: none has zone=c. Give labels that a cluster has: zone=a, zone=b.");
        assertThat(complaints(rule("a", new Rule.Exclude(labelled("zone", "a", "b")))))
                .containsExactly(
                        "Rule[a] of the properties excludes every cluster: its tasks would wait for ever. Leave one.");
    }

    @Test
    void whatContradictsIsNamedWithBoth() {
        Rule toEast = rule("to-east", new Rule.Require(named("east")));
        String words =
                "Rule[to-east] of the properties and rule[other] of the properties contradict each other: a task that both"
                        + " match has no cluster left. Change one of them, or what they match.";
        assertThat(complaints(toEast, rule("other", new Rule.Exclude(labelled("zone", "a")))))
                .containsExactly(words);
        assertThat(complaints(toEast, rule("other", new Rule.Require(named("west")))))
                .containsExactly(words);
        assertThat(complaints(
                        of("index", "to-east", new Rule.Require(named("east"))),
                        of("compact", "other", new Rule.Require(named("west")))))
                .as("no task is of both types")
                .isEmpty();
        TaskMatch team = new TaskMatch(
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(Map.of("team", Set.of("ads"))),
                new TreeMap<>());
        Rule toWest = new Rule("other", team, new Rule.Require(named("west")));
        assertThat(complaints(of("index", "to-east", new Rule.Require(named("east"))), toWest))
                .as("whether the team has such tasks is not known")
                .isEmpty();
        assertThat(complaints(toEast, toWest)).containsExactly(words);
    }

    @Test
    void namesAreTheRulesOwnAndThereAreNotTooMany() {
        assertThat(complaints(rule("a", new Rule.Together()), rule("a", new Rule.Together())))
                .containsExactly("Two rules are called [a]. Give each a name of its own.");
        Rule[] many = IntStream.range(0, 501)
                .mapToObj(i -> rule("r" + i, new Rule.Together()))
                .toArray(Rule[]::new);
        assertThat(complaints(many)).containsExactly("There are 501 rules. Give at most 500.");
    }

    @Test
    void rulesOfTwoPlacesAreToldApart() {
        Rule fixed = rule("a", new Rule.Require(named("east")));
        Rule said = new Rule("a", TaskMatch.ALL, new Rule.Require(named("west")), Rule.Source.DYNAMIC);
        List<RuleCheck.Complaint> complaints =
                RuleCheck.complaints(new Rules(List.of(fixed), false).and(List.of(said)), CLUSTERS);
        assertThat(complaints)
                .extracting(RuleCheck.Complaint::sentence)
                .containsExactly(
                        "Rule[a] of the properties and rule[a] of the dynamic configuration have one name. Give each a"
                                + " name of its own.",
                        "Rule[a] of the properties and rule[a] of the dynamic configuration contradict each other: a task"
                                + " that both match has no cluster left. Change one of them, or what they match.");
        assertThat(complaints).extracting(RuleCheck.Complaint::about).containsOnly(List.of(fixed, said));
    }

    @Test
    void whatCannotBeReadAnyMoreIsNamed() {
        Rule lost = new Rule("a", TaskMatch.ALL, new Rule.Unreadable("`weight` is `500`"), Rule.Source.DYNAMIC);
        assertThat(complaints(lost))
                .containsExactly(
                        "Rule[a] of the dynamic configuration cannot be read, so that its tasks wait: `weight` is"
                                + " `500`.");
    }

    @Test
    void manyComplaintsAreCut() {
        Rule[] opposed = IntStream.range(0, 40)
                .mapToObj(i -> rule("r" + i, new Rule.Require(named(i % 2 == 0 ? "east" : "west"))))
                .toArray(Rule[]::new);
        assertThat(complaints(opposed)).hasSize(100);
    }
}
