package io.henge.druid.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people post as the dynamic configuration: taken as Druid's own page writes it, or refused with field and remedy. */
class SentConfigTest {
    private static ExecutionConfig read(String text) {
        return SentConfig.of(SentJson.of(text.getBytes(StandardCharsets.UTF_8), SentConfig.WHAT));
    }

    private static String selectors(String selectors) {
        return "{\"podTemplateSelectStrategy\":{\"type\":\"selectorBased\",\"selectors\":" + selectors + "}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"taskType", "default"})
    void choosingByTypeHasTwoNames(String name) {
        assertThat(read("{\"podTemplateSelectStrategy\":{\"type\":\"" + name + "\"}}"))
                .isEqualTo(new ExecutionConfig("default", new TypeChoice(), null, null, null));
    }

    @Test
    void everyFieldIsRead() {
        ExecutionConfig config = read("""
                {"type":"default","capacity":2147483647,"podTemplateSelectStrategy":{"type":"selectorBased","selectors":[
                  {"selectionKey":"big","context.tags":{"team":["ads","search"]},"type":["index_kafka"],"dataSource":[]},
                  {"selectionKey":"rest","context.tags":null,"type":null,"dataSource":null}]}}""");
        assertThat(config)
                .isEqualTo(new ExecutionConfig(
                        "default",
                        new SelectorChoice(List.of(
                                new TemplateSelector(
                                        "big",
                                        Map.of("team", Set.of("ads", "search")),
                                        Set.of("index_kafka"),
                                        Set.of()),
                                new TemplateSelector("rest", null, null, null))),
                        Integer.MAX_VALUE,
                        null,
                        null));
    }

    @Test
    void nullSaysNothing() {
        assertThat(read("{}")).isEqualTo(ExecutionConfig.NOTHING_SAID);
        assertThat(read("{\"type\":null,\"podTemplateSelectStrategy\":null,\"capacity\":null}"))
                .isEqualTo(ExecutionConfig.NOTHING_SAID);
    }

    @ParameterizedTest(name = "{0} is refused with: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | There is no body. Send a JSON object with what is to change of capacity",
                "null | The body is `null`. Send a JSON object",
                "[1] | The body is `[1]`. Send a JSON object",
                "7 | The body is `7`. Send a JSON object",
                "{ | The body is no JSON",
                "{} x | The body is no JSON, at line 1, column",
                "{}{} | Something follows the JSON in the body, at line 1",
                "{\"capacity\":0} | `capacity` is `0`. Give a whole number from 1 to 2147483647",
                "{\"capacity\":-5} | `capacity` is `-5`. Give a whole number",
                "{\"capacity\":1.5} | `capacity` is `1.5`. Give a whole number",
                "{\"capacity\":2147483648} | `capacity` is `2147483648`. Give a whole number from 1 to 2147483647",
                "{\"capacity\":1e99} | `capacity` is `1.0E99`. Give a whole number",
                "{\"capacity\":\"many\"} | `capacity` is `many`, a text. Give a whole number",
                "{\"capacity\":[3]} | `capacity` is `[3]`. Give a whole number",
                "{\"capacity\":true} | `capacity` is `true`. Give a whole number",
                "{\"capacity\":3,\"capacity\":4} | `capacity` is there twice, at line 1",
                "{\"type\":\"other\"} | `type` is `other`. Give default, the one type there is",
                "{\"type\":5} | `type` is `5`. Give a text",
                "{\"capcity\":3} | `capcity` is not known. Give one of type, podTemplateSelectStrategy, capacity, clusters, placementRules",
                "{\"podTemplateSelectStrategy\":\"taskType\"} | `podTemplateSelectStrategy` is `taskType`, a text. Give an object",
                "{\"podTemplateSelectStrategy\":{}} | `podTemplateSelectStrategy.type` is missing or empty. Give taskType or selectorBased",
                "{\"podTemplateSelectStrategy\":{\"type\":\"random\"}} | `podTemplateSelectStrategy.type` is `random`. Give taskType or selectorBased",
                "{\"podTemplateSelectStrategy\":{\"type\":[null]}} | `podTemplateSelectStrategy.type` is `[null]`. Give a text",
                "{\"podTemplateSelectStrategy\":{\"type\":\"taskType\",\"x\":1}} | `podTemplateSelectStrategy.x` is not known",
                "{\"podTemplateSelectStrategy\":{\"type\":\"selectorBased\"}} | `podTemplateSelectStrategy.selectors` is missing",
                "{\"placementRules\":[{\"name\":\"a\",\"tolerate\":{}}]} | `placementRules[0].tolerate.key` is missing. Give the key of a taint",
                "{\"placementRules\":{\"name\":\"a\"}} | `placementRules` is `{\"name\":\"a\"}`. Give a list of objects",
            })
    void aWrongBodyIsRefusedByItsField(String body, String sentence) {
        assertRefused(body, sentence);
    }

    @ParameterizedTest(name = "selectors {0} are refused with: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[null] | selectors[0]` is `null`. Give an object",
                "{} | selectors` is `{}`. Give a list of objects",
                "[[]] | selectors[0]` is `[]`. Give an object",
                "[{}] | selectors[0].selectionKey` is missing or empty. Give the key of a pod template",
                "[{\"selectionKey\":\"\"}] | selectors[0].selectionKey` is missing or empty",
                "[{\"selectionKey\":7}] | selectors[0].selectionKey` is `7`. Give a text",
                "[{\"selectionKey\":\"a\"},{\"selectionKey\":\"b\",\"type\":[null]}] | selectors[1].type[0]` is `null`. Give a text",
                "[{\"selectionKey\":\"a\",\"type\":\"index\"}] | selectors[0].type` is `index`, a text. Give a list of texts",
                "[{\"selectionKey\":\"a\",\"dataSource\":[5]}] | selectors[0].dataSource[0]` is `5`. Give a text",
                "[{\"selectionKey\":\"a\",\"context.tags\":[]}] | selectors[0].context.tags` is `[]`. Give an object",
                "[{\"selectionKey\":\"a\",\"context.tags\":{\"a\":[null]}}] | selectors[0].context.tags.a[0]` is `null`. Give a text",
                "[{\"selectionKey\":\"a\",\"context.tags\":{\"a\":null}}] | selectors[0].context.tags.a` is `null`. Give a list of texts",
                "[{\"selectionKey\":\"a\",\"context.tags\":{\"a\":\"x\"}}] | selectors[0].context.tags.a` is `x`, a text. Give a list",
                "[{\"selectionKey\":\"a\",\"tags\":{}}] | selectors[0].tags` is not known. Give one of selectionKey, context.tags, type",
                "[{\"selectionKey\":\"a\\ud800\"}] | selectors[0].selectionKey` is or holds `a\\ud800`, with a character",
                "[{\"selectionKey\":\"a\",\"type\":[\"\\udc00x\"]}] | selectors[0].type[0]` is or holds `\\udc00x`, with a character"
            })
    void aWrongSelectorIsRefusedByItsPath(String selectors, String sentence) {
        assertRefused(selectors(selectors), "`podTemplateSelectStrategy." + sentence);
    }

    private static void assertRefused(String body, String sentence) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining(sentence)
                .message()
                .doesNotContain("Exception", "java", "Token", "com.");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] bytes = {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'};
        assertThatThrownBy(() -> SentConfig.of(SentJson.of(bytes, SentConfig.WHAT)))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining("The body is no");
    }
}
