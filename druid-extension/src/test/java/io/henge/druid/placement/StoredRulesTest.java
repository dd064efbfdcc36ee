package io.henge.druid.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Rule;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules in the dynamic configuration: strict about what is sent, patient with what is stored. */
class StoredRulesTest {
    private static final String GOOD =
            "{\"name\":\"in-east\",\"when\":{\"type\":[\"index\"]},\"require\":{\"name\":[\"east\"]}}";
    private static final TaskMatch INDEX = new TaskMatch(
            new TreeSet<>(Set.of("index")), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
    private static final Rule READ = new Rule(
            "in-east",
            INDEX,
            new Rule.Require(new ClusterMatch(new TreeSet<>(Set.of("east")), new TreeMap<>())),
            Rule.Source.DYNAMIC);

    private final ObjectMapper json = new DefaultObjectMapper();

    private static @Nullable StoredRules sent(String rules) {
        byte[] body = ("{\"placementRules\":" + rules + "}").getBytes(StandardCharsets.UTF_8);
        return StoredRules.sent(SentJson.of(body, "rules"));
    }

    private StoredRules stored(String rules) throws Exception {
        return json.readValue(rules, StoredRules.class);
    }

    @Test
    void whatIsSentIsKeptAsItIsAndReadTheSameWhenItIsStored() throws Exception {
        StoredRules sent = Objects.requireNonNull(sent("[" + GOOD + "]"));
        assertThat(sent.rules()).containsExactly(READ);
        assertThat(json.writeValueAsString(sent)).isEqualTo("[" + GOOD + "]");
        assertThat(stored("[" + GOOD + "]"))
                .isEqualTo(sent)
                .hasSameHashCodeAs(sent)
                .extracting(StoredRules::rules)
                .isEqualTo(sent.rules());
        assertThat(sent("null")).isNull();
        assertThat(sent("[]")).isEqualTo(stored("[]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{} | `placementRules` is `{}`. Give a list of objects",
                "[7] | `placementRules[0]` is `7`. Give an object",
                "[{\"name\":\"a\",\"prefer\":{\"name\":[\"e\"],\"weight\":101}}] | `placementRules[0].prefer.weight` is `101`. Give a whole number from -100 to 100",
                "[{\"name\":\"a\",\"require\":{\"labels\":{\"a b\":[\"x\"]}}}] | `placementRules[0].require.labels` has the key [a b]. Give one that Kubernetes takes",
                "[{\"name\":\"a\"}] | `placementRules[0].name` [a] says nothing",
            })
    void whatIsWrongIsRefusedWithItsPlace(String rules, String message) {
        assertThatThrownBy(() -> sent(rules))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{} | placementRules | It is no list",
                "\"x\" | placementRules | It is no list",
                "[7] | placementRules.0 | It is `7`. Send a rule",
                "[{\"name\":[]}] | placementRules.0 | `name` is `[]`. Give a text",
                "[{\"name\":\"a\",\"together\":true,\"when\":{\"types\":[\"x\"]}}] | a | `when.types` is not known. Give one of type, dataSource, groupId, tags, context",
            })
    void whereNothingIsReadAllTasksWait(String rules, String name, String why) throws Exception {
        assertThat(stored(rules).rules())
                .containsExactly(new Rule(name, TaskMatch.ALL, new Rule.Unreadable(why), Rule.Source.DYNAMIC));
        assertThat(json.writeValueAsString(stored(rules))).isEqualTo(rules);
    }

    @Test
    void whereTheTasksAreReadOnlyTheseWaitAndTheOtherRulesCount() throws Exception {
        String lost = "{\"name\":\"lost\",\"when\":{\"type\":[\"index\"]},\"reqire\":{\"name\":[\"east\"]}}";
        assertThat(stored("[" + lost + "," + GOOD + "]").rules())
                .containsExactly(
                        new Rule(
                                "lost",
                                INDEX,
                                new Rule.Unreadable("`reqire` is not known. Give one of name, when, require, exclude,"
                                        + " prefer, tolerate, together"),
                                Rule.Source.DYNAMIC),
                        READ);
    }

    @Test
    void depthThatNobodyWritesIsNotRead() throws Exception {
        String deep = "[".repeat(200) + "]".repeat(200);
        assertThat(stored("[{\"name\":\"a\",\"when\":" + deep + "}]").rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.word()).isInstanceOf(Rule.Unreadable.class));
    }
}
