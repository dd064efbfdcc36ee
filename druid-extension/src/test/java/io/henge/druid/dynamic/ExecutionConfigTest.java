package io.henge.druid.dynamic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON of Druid's own runner, and the template that each kind of task gets by it. */
class ExecutionConfigTest {
    private static final String SELECTORS = """
            {"type":"default","podTemplateSelectStrategy":{"type":"selectorBased","selectors":[
              {"selectionKey":"big","context.tags":{"team":["ads","search"],"tier":["gold"]},"type":["index_kafka"]},
              {"selectionKey":"kafka","type":["index_kafka"],"context.tags":null,"dataSource":[]},
              {"selectionKey":"sets","type":null,"dataSource":["flights","trains"]}]},
             "capacity":7}""";

    private final ObjectMapper json = new DefaultObjectMapper();

    private ExecutionConfig read(String text) throws JsonProcessingException {
        return json.readValue(text, ExecutionConfig.class);
    }

    @Test
    void nothingSaidIsWrittenWithAllItsFields() throws Exception {
        assertThat(json.readTree(json.writeValueAsString(ExecutionConfig.NOTHING_SAID)))
                .isEqualTo(json.readTree("""
                        {"type":"default","podTemplateSelectStrategy":null,"capacity":null}"""));
    }

    @Test
    void whatIsReadIsWrittenTheSameWay() throws Exception {
        assertThat(read(json.writeValueAsString(read(SELECTORS)))).isEqualTo(read(SELECTORS));
        String byType = """
                {"type":"default","podTemplateSelectStrategy":{"type":"default"},"capacity":2147483647}""";
        assertThat(json.readTree(json.writeValueAsString(read(byType)))).isEqualTo(json.readTree(byType));
        String rules = """
                {"type":"default","podTemplateSelectStrategy":null,"capacity":null,"placementRules":[
                  {"name":"near","when":{"type":["index"]},"together":true}]}""";
        assertThat(json.readTree(json.writeValueAsString(read(rules)))).isEqualTo(json.readTree(rules));
    }

    @Test
    void fieldsOfOtherVersionsAreReadOver() throws Exception {
        assertThat(read("{\"type\":\"default\",\"capacity\":3,\"later\":{}}").capacityOr(9))
                .isEqualTo(3);
    }

    @ParameterizedTest(name = "a task of type {0} on {1} with team {2} and tier {3} gets {4}")
    @CsvSource({
        "index_kafka, flights, ads, gold, big",
        "index_kafka, flights, search, gold, big",
        "index_kafka, flights, ads, silver, kafka",
        "index_kafka, flights, ads, , kafka",
        "index_kafka, other, , , kafka",
        "index, flights, ads, gold, sets",
        "compact, trains, , , sets",
        "compact, other, ads, gold, base"
    })
    void theFirstSelectorThatFitsCounts(String type, String dataSource, String team, String tier, String key)
            throws Exception {
        Map<String, String> tags = new TreeMap<>();
        if (team != null) {
            tags.put("team", team);
        }
        if (tier != null) {
            tags.put("tier", tier);
        }
        assertThat(read(SELECTORS).templateFor(new Candidate(type, dataSource, tags)))
                .isEqualTo(key);
    }

    @Test
    void withoutAStrategyTheTypeNamesTheTemplate() throws Exception {
        Candidate task = new Candidate("compact", "flights", Map.of());
        assertThat(ExecutionConfig.NOTHING_SAID.templateFor(task)).isEqualTo("compact");
        assertThat(read("{\"podTemplateSelectStrategy\":{\"type\":\"default\"}}")
                        .templateFor(task))
                .isEqualTo("compact");
    }

    @Test
    void aTagWithoutAdmittedValuesAdmitsNoTask() throws Exception {
        ExecutionConfig config = read("""
                {"podTemplateSelectStrategy":{"type":"selectorBased","selectors":[
                  {"selectionKey":"a","context.tags":{"team":[]}},{"selectionKey":"b","context.tags":{"team":null}}]}}""");
        assertThat(config.templateFor(new Candidate("index", "flights", Map.of("team", "ads"))))
                .isEqualTo("base");
    }

    @Test
    void theTagsOfATaskAreThoseOfItsContextAsText() {
        assertThat(candidate(Map.of("tags", Map.of("team", "ads", "size", 3, "x", List.of("y")))))
                .isEqualTo(new Candidate("noop", "flights", Map.of("team", "ads", "size", "3", "x", "[y]")));
        assertThat(candidate(Map.of("tags", "no map")).tags()).isEmpty();
        assertThat(candidate(Map.of()).tags()).isEmpty();
    }

    private static Candidate candidate(Map<String, Object> context) {
        return Candidate.of(new NoopTask("a", null, "flights", 0, 0, context));
    }

    @Test
    void aChangeReplacesWhatItSaysAndLeavesTheRest() throws Exception {
        ExecutionConfig before = read(SELECTORS);
        assertThat(before.changedBy(read("{\"capacity\":2}")).capacityOr(9)).isEqualTo(2);
        assertThat(before.changedBy(read("{\"capacity\":2}")).podTemplateSelectStrategy())
                .isEqualTo(before.podTemplateSelectStrategy());
        ExecutionConfig byType = read("{\"podTemplateSelectStrategy\":{\"type\":\"default\"}}");
        assertThat(before.changedBy(byType)).isEqualTo(new ExecutionConfig("default", new TypeChoice(), 7, null, null));
        assertThat(ExecutionConfig.NOTHING_SAID.capacityOr(9)).isEqualTo(9);
        assertThat(before.changedBy(ExecutionConfig.NOTHING_SAID)).isEqualTo(before);
        ExecutionConfig rules = before.changedBy(read("{\"placementRules\":[]}"));
        assertThat(rules.capacity()).isEqualTo(7);
        assertThat(rules.changedBy(byType).placementRules()).isEqualTo(rules.placementRules());
        assertThat(rules.without(ExecutionConfig.Field.PLACEMENT_RULES)).isEqualTo(before);
    }
}
