package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.failover.FailoverRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether, and how, tasks are taken from lost clusters, as properties say it. */
class FailoverReaderTest {
    private final RunnerProperties properties = RunnerProperties.twoClusters();

    @Test
    void nobodyCanAskForLessThanTheSilenceAfterWhichAClusterIsLost() {
        FailoverRules rules = properties
                .set("health.lostAfter", "PT1M")
                .set("failover.rules", "[{\"name\":\"a\",\"clusterTolerationSeconds\":60}]")
                .read()
                .policies()
                .sharing()
                .rules()
                .failover();
        assertThat(rules.lostAfter()).isEqualTo(Duration.ofMinutes(1));
        properties.set("health.lostAfter", "PT61S");
        assertThatThrownBy(properties::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Rule[a]: `clusterTolerationSeconds` is 60, but no shorter silence than"
                        + " health.lostAfter, which is PT1M1S");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "failover.mode | maybe | Give one of act, observe, off.",
                "failover.rate | 0 | Give a whole number from 1 to 100000.",
                "failover.maxPerHour | 0 | Give a whole number from 1 to 3600.",
                "failover.leaseDuration | PT4S | Give a duration from PT5S to PT1H as ISO-8601",
                "failover.rulez | x | There is no such property: did you mean `druid.indexer.runner.failover.rules`?",
                "failover.rules | x | The value is no JSON, at line 1, column",
                "failover.rules | [{\"name\":\"a\",\"onLost\":\"no\"}] | `rules[0].onLost` is `no`. Give one of Relaunch, Fail, Hold.",
                "failover.rules | [{\"name\":\"a\"}] | Rule[a]: It says nothing.",
            })
    void whatIsWrongIsRefusedWithKeyAndRemedy(String key, String value, String sentence) {
        properties.set(key, value);
        assertThatThrownBy(properties::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`druid.indexer.runner." + key + "` is `" + value + "`. ")
                .hasMessageContaining(sentence);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        properties.set("failover.mode", "maybe").set("failover.rules", """
                [{"name":"a","onLost":"no"},{"name":"b","maxPerHour":0},{"name":"c"},
                 {"name":"d","when":{"type":["kill"]},"onLost":"Fail"}]""");
        assertThatThrownBy(properties::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "maybe", "`rules[0].onLost`", "`rules[1].maxPerHour`", "Rule[c]", "type[kill]");
    }
}
