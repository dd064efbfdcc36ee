package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.druid.runner.LeadingOverlord;
import javax.ws.rs.core.Response;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a task would go that is not submitted. */
@Timeout(60)
class ExplainResourceTest {
    private static final DefaultObjectMapper JSON = new DefaultObjectMapper();

    private final LeadingOverlord overlord = new LeadingOverlord();
    private final ExplainResource resource = new ExplainResource(overlord.taskMaster(), JSON);

    @AfterEach
    void stop() {
        overlord.close();
    }

    private Response explain(String body) {
        return resource.explain(Asked.body(body), Asked.plainly());
    }

    private static String noop(String context) {
        return "{\"type\":\"noop\",\"dataSource\":\"d\",\"context\":" + context + "}";
    }

    @Test
    void itIsToldWhereATaskWouldGo() {
        JsonNode told = Asked.done(explain(noop("{\"a\":1,\"a\":2}")));
        assertThat(told.path("best"))
                .singleElement()
                .satisfies(one -> assertThat(one.asText()).isEqualTo("west"));
        assertThat(told.path("placement").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0} is refused with: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                " | There is no body. Send a task as it would be submitted",
                "null | The body is null. Send a task",
                "7 | The body is no task that this Overlord can read",
                "{ | The body is no JSON",
                "{} {} | Something follows the JSON in the body",
                "{\"type\":\"x\"} | The body is no task that this Overlord can read: its `type` is `x`. Known are archive, compact, ",
                "{\"dataSource\":\"d\"} | The body is no task that this Overlord can read: its `type` is missing. Known are archive, ",
                "{\"type\":\"noop\",\"runTime\":\"soon\"} | The body is no task that this Overlord can read: `runTime`: its value has the wrong form. Send",
                "{\"type\":\"noop\",\"context\":7} | The body is no task that this Overlord can read: `context`: its value is of the wrong kind. Send",
            })
    void whatIsNoTaskIsRefusedInAPersonsWords(String body, String sentence) {
        assertThat(Asked.refusal(explain(body == null ? "" : body), 400))
                .contains(sentence)
                .doesNotContain("org.apache", "java", "Exception", "com.fasterxml", "known type ids");
    }

    @ParameterizedTest
    @CsvSource({"{, }", "[, ]"})
    void depthIsBounded(String open, String close) {
        String pair = open.equals("{") ? "{\"a\":" : "[";
        String fits = pair.repeat(98) + "1" + close.repeat(98);
        assertThat(explain(noop("{\"a\":" + fits + "}")).getStatus()).isEqualTo(200);
        for (int depth : new int[] {99, 200_000}) {
            assertThat(Asked.refusal(
                            explain(noop("{\"a\":" + pair.repeat(depth) + "1" + close.repeat(depth) + "}")), 400))
                    .contains("The body is nested more than 100 deep, at line 1, column ");
        }
    }

    @Test
    void numbersAndSizeAreBounded() {
        assertThat(explain(noop("{\"a\":" + "9".repeat(1_000) + "}")).getStatus())
                .isEqualTo(200);
        assertThat(Asked.refusal(explain(noop("{\"a\":" + "9".repeat(1_001) + "}")), 400))
                .contains("a number of more than 1000 characters");
        assertThat(Asked.refusal(explain(noop("{\"a\":\"" + "x".repeat(4 << 20) + "\"}")), 413))
                .contains("longer than 4194304 bytes");
        assertThat(Asked.refusal(explain("{\"type\":\"" + "x".repeat(1_000_000) + "\"}"), 400))
                .hasSizeLessThan(2_000);
    }

    @Test
    void wordsOfTheTaskThatAreWrongAreRefused() {
        assertThat(Asked.refusal(explain(noop("{\"henge\":{\"placement\":{\"tolerate\":{\"key\":\"gpu\"}}}}")), 400))
                .contains("`tolerate` is not allowed to tasks here");
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        ExplainResource standby = new ExplainResource(new TaskMaster(null, null), JSON);
        assertThat(Asked.refusal(standby.explain(Asked.body(noop("{}")), Asked.plainly()), 503))
                .contains("does not lead");
    }
}
