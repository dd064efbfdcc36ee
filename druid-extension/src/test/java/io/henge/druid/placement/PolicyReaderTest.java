package io.henge.druid.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.TaskMatch;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverRules;
import io.henge.core.failover.OutOfMemory;
import io.henge.core.failover.PurgeMode;
import io.henge.core.failover.StatePreservation;
import io.henge.core.failover.StatePreservation.Rule;
import io.henge.core.failover.StatePreservation.Source;
import io.henge.druid.json.WrongInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of failover as people write them. */
class PolicyReaderTest {
    private final List<String> complaints = new ArrayList<>();

    @Test
    void everyWordIsRead() {
        TaskMatch kafka = new TaskMatch(
                new TreeSet<>(Set.of("index_kafka")),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>());
        FailoverPolicy.Patience patience = new FailoverPolicy.Patience(
                Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(120), Duration.ofDays(365));
        assertThat(PolicyReader.rules("""
                                [{"name":"k","when":{"type":["index_kafka"]},"onLost":"Fail","purgeMode":"Gracefully",
                                  "clusterTolerationSeconds":60,"taskTolerationSeconds":1,"startTolerationSeconds":120,
                                  "gracePeriodSeconds":31536000,"maxPerHour":3600},
                                 {"name":"h","onLost":"Hold"},
                                 {"name":"d","purgeMode":"Directly"}]""", complaints::add))
                .containsExactly(
                        new FailoverRules.Rule(
                                "k",
                                kafka,
                                new FailoverPolicy(
                                        Disposition.FAIL, PurgeMode.GRACEFULLY, patience, 3_600, List.of("k"))),
                        new FailoverRules.Rule(
                                "h",
                                TaskMatch.ALL,
                                new FailoverPolicy(
                                        Disposition.HOLD, null, FailoverPolicy.Patience.USUAL, null, List.of("h"))),
                        new FailoverRules.Rule(
                                "d",
                                TaskMatch.ALL,
                                new FailoverPolicy(
                                        null, PurgeMode.DIRECTLY, FailoverPolicy.Patience.USUAL, null, List.of("d"))));
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"maxPerHour\":1} | `rules[0].name` is missing. Give a name of 1 to 63 characters",
                "{\"name\":\"a\",\"onlost\":\"Hold\"} | `rules[0].onlost` is not known. Give one of name, when, onLost, purgeMode,",
                "{\"name\":\"a\",\"onLost\":\"Stay\"} | `rules[0].onLost` is `Stay`. Give one of Relaunch, Fail, Hold",
                "{\"name\":\"a\",\"onLost\":7} | `rules[0].onLost` is `7`. Give a text",
                "{\"name\":\"a\",\"purgeMode\":\"fenced\"} | `rules[0].purgeMode` is `fenced`. Give one of Fenced, Directly, Gracefully, Never",
                "{\"name\":\"a\",\"clusterTolerationSeconds\":0} | `rules[0].clusterTolerationSeconds` is `0`. Give a whole number from 1 to 31536000",
                "{\"name\":\"a\",\"clusterTolerationSeconds\":\"60\"} | `rules[0].clusterTolerationSeconds` is `60`, a text. Give a whole number",
                "{\"name\":\"a\",\"taskTolerationSeconds\":0} | `rules[0].taskTolerationSeconds` is `0`. Give a whole number from 1 to",
                "{\"name\":\"a\",\"startTolerationSeconds\":0.5} | `rules[0].startTolerationSeconds` is `0.5`. Give a whole number from 1 to",
                "{\"name\":\"a\",\"gracePeriodSeconds\":31536001} | `rules[0].gracePeriodSeconds` is `31536001`. Give a whole number",
                "{\"name\":\"a\",\"maxPerHour\":0} | `rules[0].maxPerHour` is `0`. Give a whole number from 1 to 3600",
                "{\"name\":\"a\",\"when\":{\"types\":[\"x\"]}} | `rules[0].when.types` is not known",
            })
    void whatIsWrongIsSaidWithItsPlace(String rule, String message) {
        assertThat(PolicyReader.rules("[" + rule + ",{\"name\":\"good\",\"maxPerHour\":1}]", complaints::add))
                .singleElement()
                .extracting(FailoverRules.Rule::name)
                .isEqualTo("good");
        assertThat(complaints).singleElement().asString().contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{} | `rules` is `{}`. Give a list of objects",
                "null | There are no rules. Give a JSON array of rules",
                "[null] | `rules[0]` is `null`. Give an object",
                "[{\"name\":\"a\" | The value is no JSON",
            })
    void whatIsNoListOfObjectsIsRefused(String json, String message) {
        assertThatThrownBy(() -> PolicyReader.rules(json, complaints::add))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining(message);
    }

    private static FailoverPolicy saying(String by) {
        return new FailoverPolicy(null, null, FailoverPolicy.Patience.USUAL, null, List.of(by));
    }

    @Test
    void whatMemoryIsGivenIsRead() {
        assertThat(PolicyReader.rules("""
                                [{"name":"m","outOfMemory":{"memoryFactor":1.5,"memoryLimit":"8Gi"}},
                                 {"name":"n","outOfMemory":{"memoryFactor":10,"memoryLimit":"500M"}}]""", complaints::add))
                .extracting(FailoverRules.Rule::says)
                .containsExactly(
                        saying("m").withMore(new OutOfMemory(1.5, 8L << 30)),
                        saying("n").withMore(new OutOfMemory(10, 500_000_000)));
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{} | `rules[0].outOfMemory.memoryFactor` is missing. Give a number above 1 and up to 10",
                "{\"memoryFactor\":2} | `rules[0].outOfMemory.memoryLimit` is missing. Give a quantity as Kubernetes has them",
                "{\"memoryFactor\":1,\"memoryLimit\":\"8Gi\"} | memoryFactor` is `1`. Give a number above 1 and up to 10",
                "{\"memoryFactor\":10.1,\"memoryLimit\":\"8Gi\"} | memoryFactor` is `10.1`. Give a number above 1",
                "{\"memoryFactor\":\"2\",\"memoryLimit\":\"8Gi\"} | memoryFactor` is `2`, a text. Give a number",
                "{\"memoryFactor\":2,\"memoryLimit\":\"8 Gi\"} | memoryLimit` is `8 Gi`. Give a quantity as Kubernetes",
                "{\"memoryFactor\":2,\"memoryLimit\":\"-8Gi\"} | memoryLimit` is `-8Gi`. Give a quantity",
                "{\"memoryFactor\":2,\"memoryLimit\":\"8\"} | memoryLimit` is `8`. Give a quantity as Kubernetes has them, of 1Mi at least",
                "{\"memoryFactor\":2,\"memoryLimit\":\"8Gi\",\"more\":1} | `rules[0].outOfMemory.more` is not known",
                "2 | `rules[0].outOfMemory` is `2`. Give an object",
            })
    void aWrongWordOfWhatMemoryIsGivenIsNamed(String memory, String complaint) {
        assertThat(PolicyReader.rules("[{\"name\":\"m\",\"outOfMemory\":" + memory + "}]", complaints::add))
                .isEmpty();
        assertThat(complaints).singleElement().asString().contains(complaint);
    }

    @Test
    void whatIsPreservedIsRead() {
        assertThat(PolicyReader.rules("""
                                [{"name":"s","statePreservation":{"rules":[
                                  {"name":"started","source":"job","jsonPath":"$.status.startTime"},
                                  {"name":"node","source":"pod","jsonPath":"$.spec['nodeName']"},
                                  {"name":"rows","source":"report","jsonPath":"$..rowStats.totals"},
                                  {"name":"lag","source":"supervisor","jsonPath":"$.payload.aggregateLag"},
                                  {"name":"by","source":"task","jsonPath":"$.context.by"}]}}]""", complaints::add))
                .containsExactly(new FailoverRules.Rule(
                        "s",
                        TaskMatch.ALL,
                        saying("s")
                                .preserving(new StatePreservation(List.of(
                                        new Rule("started", Source.JOB, "$.status.startTime"),
                                        new Rule("node", Source.POD, "$.spec['nodeName']"),
                                        new Rule("rows", Source.REPORT, "$..rowStats.totals"),
                                        new Rule("lag", Source.SUPERVISOR, "$.payload.aggregateLag"),
                                        new Rule("by", Source.TASK, "$.context.by"))))));
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | `rules[0].statePreservation.rules` is missing",
                "{\"rules\":[{}]} | `rules[0].statePreservation.rules[0].name` is missing",
                "{\"rules\":[{\"name\":\"a\"}]} | `rules[0].statePreservation.rules[0].source` is missing",
                "{\"rules\":[{\"name\":\"a\",\"source\":\"Job\",\"jsonPath\":\"$.a\"}]}"
                        + " | is `Job`. Give one of job, pod, report, supervisor, task",
                "{\"rules\":[{\"name\":\"a\",\"source\":\"job\"}]} | rules[0].jsonPath` is missing",
                "{\"rules\":[{\"name\":\"a\",\"source\":\"job\",\"jsonPath\":\"$.a[?(\"}]}"
                        + " | rules[0].jsonPath` is `$.a[?(`, which is no JSON path: Could not parse",
                "{\"rules\":[{\"name\":\"a\",\"source\":\"job\",\"jsonPath\":\"\"}]} | is no JSON path",
                "{\"rules\":[{\"name\":\"a\",\"source\":\"job\",\"jsonPath\":\"$.a\",\"b\":1}]} | `rules[0]."
                        + "statePreservation.rules[0].b` is not known",
                "{\"rules\":[],\"more\":1} | `rules[0].statePreservation.more` is not known"
            })
    void aWrongWordOfWhatIsPreservedIsNamed(String state, String complaint) {
        assertThat(PolicyReader.rules("[{\"name\":\"s\",\"statePreservation\":" + state + "}]", complaints::add))
                .isEmpty();
        assertThat(complaints).singleElement().asString().contains(complaint);
    }
}
