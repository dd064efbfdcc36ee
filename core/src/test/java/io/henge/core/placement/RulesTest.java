package io.henge.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.attempt.TaskTraits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rules are about which task. */
class RulesTest {
    private static final TaskTraits TRAITS = new TaskTraits("index_kafka", "flights", "g", 75);
    private static final Rule.Word WORD = new Rule.Together();

    private static Subject subject(Map<String, String> tags, Map<String, String> context, @Nullable String replicaOf) {
        return new Subject(new TreeMap<>(tags), new TreeMap<>(context), null, replicaOf, List.of());
    }

    private static SortedMap<String, Set<String>> words(String key, String... values) {
        return new TreeMap<>(Map.of(key, Set.of(values)));
    }

    private static TaskMatch match(
            Set<String> types,
            Set<String> dataSources,
            Set<String> groups,
            Map<String, Set<String>> tags,
            Map<String, Set<String>> context) {
        return new TaskMatch(
                new TreeSet<>(types),
                new TreeSet<>(dataSources),
                new TreeSet<>(groups),
                new TreeMap<>(tags),
                new TreeMap<>(context));
    }

    @Test
    void eachPartOfAMatchMustMatch() {
        Subject subject = subject(Map.of("team", "ads"), Map.of("priority", "75"), null);
        for (TaskMatch yes : List.of(
                TaskMatch.ALL,
                match(Set.of("index_kafka", "index"), Set.of(), Set.of(), Map.of(), Map.of()),
                match(Set.of(), Set.of("flights"), Set.of("g"), Map.of(), Map.of()),
                match(Set.of(), Set.of(), Set.of(), words("team", "ads", "web"), words("priority", "75")))) {
            assertThat(yes.matches(TRAITS, subject.tags(), subject.context()))
                    .as(yes.toString())
                    .isTrue();
        }
        for (TaskMatch no : List.of(
                match(Set.of("index"), Set.of(), Set.of(), Map.of(), Map.of()),
                match(Set.of("index_kafka"), Set.of("trips"), Set.of(), Map.of(), Map.of()),
                match(Set.of(), Set.of(), Set.of("h"), Map.of(), Map.of()),
                match(Set.of(), Set.of(), Set.of(), words("team", "web"), Map.of()),
                match(Set.of(), Set.of(), Set.of(), Map.of(), words("queue", "75")))) {
            assertThat(no.matches(TRAITS, subject.tags(), subject.context()))
                    .as(no.toString())
                    .isFalse();
        }
    }

    @Test
    void whatATaskAsksFollowsFromTheRulesThatMatchItAndItsOwn() {
        Rule other = new Rule("other", match(Set.of("index"), Set.of(), Set.of(), Map.of(), Map.of()), WORD);
        Rule mine = new Rule("mine", TaskMatch.ALL, new Rule.Exclude(Fleets.named("east")));
        Rule own = new Rule("own", TaskMatch.ALL, new Rule.Prefer(Fleets.named("west"), 1));
        Subject subject = new Subject(new TreeMap<>(), new TreeMap<>(), new ClusterName("west"), null, List.of(own));
        Asked asked = new Rules(List.of(other, mine), false).asked(TRAITS, subject, Needs.NONE);
        assertThat(asked).isEqualTo(new Asked(Needs.NONE, new ClusterName("west"), List.of(mine, own), null));
    }

    @Test
    void replicasAreKeptApartUnlessARuleKeepsTheirGroupTogether() {
        Subject replica = subject(Map.of(), Map.of(), "index_kafka_flights_0");
        assertThat(Rules.NONE.asked(TRAITS, replica, Needs.NONE).kin())
                .isEqualTo(new Kin(Kin.replicas("index_kafka_flights_0"), Kin.Bond.APART));
        Rules together = new Rules(List.of(new Rule("t", TaskMatch.ALL, WORD)), false);
        assertThat(together.asked(TRAITS, replica, Needs.NONE).kin()).isEqualTo(new Kin("g", Kin.Bond.TOGETHER));
    }
}
