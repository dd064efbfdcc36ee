package io.henge.druid.dynamic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Rule;
import io.henge.core.placement.RuleCheck.Complaint;
import io.henge.core.placement.Rules;
import io.henge.druid.placement.RulesReader;
import io.henge.druid.placement.StoredRules;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the rules of two places count together. */
class PlacementRulesTest {
    private static final String TO_EAST = "{\"name\":\"to-east\",\"require\":{\"name\":[\"east\"]}}";
    private static final ObjectMapper JSON = new DefaultObjectMapper();

    private final TreeMap<ClusterName, ClusterProfile> clusters = new TreeMap<>();
    private ExecutionConfig dynamic = ExecutionConfig.NOTHING_SAID;

    private PlacementRules rules(String fixed) {
        clusters.put(new ClusterName("east"), ClusterProfile.PLAIN);
        clusters.put(new ClusterName("west"), ClusterProfile.PLAIN);
        return new PlacementRules(RulesReader.rules("[" + fixed + "]", true), () -> clusters, () -> dynamic);
    }

    private static StoredRules stored(String rules) throws Exception {
        return JSON.readValue("[" + rules + "]", StoredRules.class);
    }

    private void say(@Nullable String rules) throws Exception {
        dynamic = new ExecutionConfig(null, null, null, null, rules == null ? null : stored(rules));
    }

    private static String excluding(String name, String cluster) {
        return "{\"name\":\"" + name + "\",\"exclude\":{\"name\":[\"" + cluster + "\"]}}";
    }

    @Test
    void thoseOfThePropertiesComeFirst() throws Exception {
        PlacementRules rules = rules(excluding("a", "west"));
        Rules alone = rules.current();
        say(excluding("b", "west"));
        assertThat(rules.current().all()).extracting(Rule::name).containsExactly("a", "b");
        assertThat(rules.current().all())
                .extracting(Rule::source)
                .containsExactly(Rule.Source.PROPERTIES, Rule.Source.DYNAMIC);
        assertThat(rules.current().tasksMayTolerate()).isTrue();
        say(null);
        assertThat(rules.current()).isEqualTo(alone);
    }

    @Test
    void whatSaysTheSameIsTheSame() throws Exception {
        PlacementRules rules = rules("");
        say(TO_EAST);
        Rules before = rules.current();
        say(TO_EAST);
        assertThat(rules.current()).as("as where Druid polls its own change").isSameAs(before);
        say(excluding("b", "west"));
        assertThat(rules.current()).isNotSameAs(before);
    }

    @Test
    void whatIsWrongAmongThemAndWithTheOthersIsSaid() throws Exception {
        PlacementRules rules = rules(TO_EAST);
        assertThat(rules.complaints(stored(excluding("b", "west")))).isEmpty();
        assertThat(rules.complaints(stored(TO_EAST)))
                .containsExactly(
                        "Rule[to-east] of the properties and rule[to-east] of the dynamic configuration have one"
                                + " name. Give each a name of its own.");
        assertThat(rules.complaints(stored(excluding("b", "east"))))
                .containsExactly(
                        "Rule[to-east] of the properties and rule[b] of the dynamic configuration contradict each"
                                + " other: a task that both match has no cluster left. Change one of them, or what they match.");
        assertThat(rules.complaints(stored(excluding("b", "nroth"))))
                .containsExactly(
                        "Rule[b] of the dynamic configuration names [nroth], but the clusters are [east, west]."
                                + " Name one of these.");
        String many = IntStream.range(0, 500)
                .mapToObj(i -> excluding("r" + i, "west"))
                .collect(Collectors.joining(","));
        assertThat(rules.complaints(stored(many))).containsExactly("There are 501 rules. Give at most 500.");
    }

    @Test
    void whatIsWrongAlreadyIsNoReasonToRefuseAnother() throws Exception {
        PlacementRules rules = rules(TO_EAST);
        clusters.remove(new ClusterName("east"));
        clusters.put(new ClusterName("north"), ClusterProfile.PLAIN);
        assertThat(rules.complaints(stored(excluding("b", "west")))).isEmpty();
        assertThat(rules.complaints())
                .extracting(Complaint::sentence)
                .containsExactly("Rule[to-east] of the properties names [east], but the clusters are [north, west]."
                        + " Name one of these.");
    }

    @Test
    void whatIsStoredAndFitsNoMoreIsTold() throws Exception {
        PlacementRules rules = rules("");
        say(TO_EAST);
        assertThat(rules.complaints()).isEmpty();
        clusters.remove(new ClusterName("east"));
        List<Complaint> complaints = rules.complaints();
        assertThat(complaints)
                .extracting(Complaint::sentence)
                .containsExactly("Rule[to-east] of the dynamic configuration names [east], but the clusters are [west]."
                        + " Name one of these.");
        assertThat(rules.current().all())
                .as("it still says where its tasks must not go")
                .hasSize(1);
    }
}
