package io.henge.druid.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSON paths lead to. */
class JsonPathsTest {
    private static JsonNode document() throws JsonProcessingException {
        return new JsonMapper().readTree("""
                {"text": "a", "number": 1.5, "flag": true, "nothing": null, "object": {"0": 12, "1": 13},
                 "tasks": [{"id": "t-1", "at": {"0": 7}}, {"id": "t-2", "at": {"0": 8}}]}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.text | a",
                "$.number | 1.5",
                "$.flag | true",
                "$.object | {\"0\":12,\"1\":13}",
                "$.tasks[?(@.id == 't-2')].at | {\"0\":8}",
                "$.tasks[?(@.id == 't-2')].id | t-2",
                "$..flag | true",
                "$.tasks.length() | 2",
                "$.tasks[*].id | [\"t-1\",\"t-2\"]",
                "$..at['0'] | [7,8]"
            })
    void whatStandsThereIsOneText(String path, String text) throws JsonProcessingException {
        assertThat(JsonPaths.fault(path)).isEmpty();
        assertThat(JsonPaths.read(document(), path)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.missing", "$.nothing", "$.text.deeper", "$.tasks[?(@.id == 't-3')].at", "$.tasks[9]"})
    void whereNothingStandsThatIsSaid(String path) throws JsonProcessingException {
        JsonNode document = document();
        assertThatThrownBy(() -> JsonPaths.read(document, path))
                .isInstanceOf(WrongInputException.class)
                .hasMessageStartingWith(path + " leads nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$..*..*", "$.a[?(@.b == $.c)]", "$.a[?(@.b =~ /(a+)+$/)]", "$..a[?(@..b)]"})
    void whatMayTakeForEverIsRefused(String path) throws JsonProcessingException {
        JsonNode document = document();
        assertThat(JsonPaths.fault(path).orElseThrow()).contains("once each");
        assertThatThrownBy(() -> JsonPaths.read(document, path)).isInstanceOf(WrongInputException.class);
    }

    @Test
    void whatIsTooMuchForATextIsNotMadeOne() throws JsonProcessingException {
        JsonNode wide = new JsonMapper().readTree("{\"a\":[" + "1,".repeat(100) + "1]}");
        assertThatThrownBy(() -> JsonPaths.read(wide, "$.a[*]")).hasMessageContaining("leads to 101 places");
        JsonNode deep = new JsonMapper().readTree("[[[" + "\"x\",".repeat(10_000) + "1]]]");
        assertThatThrownBy(() -> JsonPaths.read(deep, "$[0]")).hasMessageContaining("more than 16384 characters");
    }

    @Test
    void whatIsNoPathIsToldInTheLibrarysWords() {
        assertThat(JsonPaths.fault("$.a[?(").orElseThrow())
                .contains("Could not parse")
                .doesNotEndWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.bogus()", "$.a.b.latest(1)"})
    void aFunctionThatIsNoneIsAFault(String path) {
        assertThat(JsonPaths.fault(path).orElseThrow()).containsAnyOf("bogus", "latest");
    }
}
