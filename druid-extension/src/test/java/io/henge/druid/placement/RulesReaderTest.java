package io.henge.druid.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.TaskMatch;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Rule;
import io.henge.druid.json.WrongInputException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as people write them. */
class RulesReaderTest {
    private static final ClusterMatch IN_A =
            new ClusterMatch(new TreeSet<>(), new TreeMap<>(Map.of("zone", Set.of("a", "b"))));
    private static final ClusterMatch EAST = new ClusterMatch(new TreeSet<>(Set.of("east")), new TreeMap<>());

    @Test
    void everyWordIsRead() {
        assertThat(RulesReader.rules("""
                                [{"name":"r","require":{"labels":{"zone":["a","b"]}}},
                                 {"name":"e","exclude":{"name":["east"]}},
                                 {"name":"p","prefer":{"name":["east"],"weight":-7}},
                                 {"name":"q","prefer":{"name":["east"]}},
                                 {"name":"t","tolerate":{"key":"batch","value":"only"}},
                                 {"name":"u","tolerate":{"key":"example.org/batch"}},
                                 {"name":"g","together":true}]""", true).all())
                .containsExactly(
                        new Rule("r", TaskMatch.ALL, new Rule.Require(IN_A)),
                        new Rule("e", TaskMatch.ALL, new Rule.Exclude(EAST)),
                        new Rule("p", TaskMatch.ALL, new Rule.Prefer(EAST, -7)),
                        new Rule("q", TaskMatch.ALL, new Rule.Prefer(EAST, 1)),
                        new Rule("t", TaskMatch.ALL, new Rule.Tolerate("batch", "only")),
                        new Rule("u", TaskMatch.ALL, new Rule.Tolerate("example.org/batch", null)),
                        new Rule("g", TaskMatch.ALL, new Rule.Together()));
        assertThat(RulesReader.rules("[]", true).tasksMayTolerate()).isTrue();
    }

    @Test
    void everyPartOfAMatchIsRead() {
        assertThat(RulesReader.rules("""
                                [{"name":"g","together":true,"when":{"type":["index"],"dataSource":["d"],"groupId":["g"],
                                  "tags":{"team":["ads"]},"context":{"queue":["q"]}}}]""", false).all().get(0).when())
                .isEqualTo(new TaskMatch(
                        new TreeSet<>(Set.of("index")),
                        new TreeSet<>(Set.of("d")),
                        new TreeSet<>(Set.of("g")),
                        new TreeMap<>(Map.of("team", Set.of("ads"))),
                        new TreeMap<>(Map.of("queue", Set.of("q")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{} | `rules` is `{}`. Give a list of objects",
                "null | There are no rules. Give a JSON array of rules",
                "[null] | `rules[0]` is `null`. Give an object",
                "[{\"name\":\"a\"}] | `rules[0].name` [a] says nothing. Give each rule one of require, exclude, prefer,",
                "[{\"name\":\"a\",\"together\":true,\"tolerate\":{\"key\":\"k\"}}] | [a] says 2 things",
                "[{\"together\":true}] | `rules[0].name` is missing. Give a name of 1 to 63 characters",
                "[{\"name\":\"a\",\"requires\":{}}] | `rules[0].requires` is not known. Give one of name, when, require,",
                "[{\"name\":\"a\",\"require\":{}}] | `rules[0].require.name` and `rules[0].require.labels` are both missing",
                "[{\"name\":\"a\",\"require\":{\"name\":\"east\"}}] | `rules[0].require.name` is `east`, a text. Give a list of texts",
                "[{\"name\":\"a\",\"require\":{\"name\":[]}}] | `rules[0].require.name` is empty",
                "[{\"name\":\"a\",\"require\":{\"labels\":{\"a b\":[\"x\"]}}}] | `rules[0].require.labels` has the key [a b]",
                "[{\"name\":\"a\",\"prefer\":{\"name\":[\"e\"],\"weight\":101}}] | `rules[0].prefer.weight` is `101`. Give a whole number from -100 to 100",
                "[{\"name\":\"a\",\"tolerate\":{}}] | `rules[0].tolerate.key` is missing",
                "[{\"name\":\"a\",\"when\":{\"types\":[\"x\"]},\"together\":true}] | `rules[0].when.types` is not known",
                "[{\"name\":\"a\" | The value is no JSON",
                "[]] | The value is no JSON, at line 1",
            })
    void whatIsWrongIsSaidWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> RulesReader.rules(json, false))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining(message);
    }
}
