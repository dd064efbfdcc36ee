package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code henge failovers}, from the command line to the request and back. */
@Timeout(60)
class FailoversCommandTest extends AskedCommands {
    private static final String PURGED = """
            {"number": 4, "task": "a b", "attempt": 2, "at": "2026-01-01T00:00:04.123Z", "trigger": "cluster_lost",
             "acted": true, "from": "east", "to": "west", "replacedAt": "2026-01-01T00:00:05.5Z",
             "purgedAt": "2026-01-01T00:00:06Z", "falsePositive": true, "aliveAt": "2026-01-01T00:00:07Z",
             "why": "silent\\non every channel", "policy": {"mode": "act", "rule": "rules[1]"},
             "evidence": {"probe": "timed out", "watch": "2 min\\nold"}, "preserved": {"priority": "50"}}""";

    private static final String OWED = """
            {"number": 3, "task": "a b", "attempt": 1, "at": "2026-01-01T00:00:03Z", "trigger": "moved",
             "acted": true, "from": "north-2", "to": null, "replacedAt": null, "purgedAt": null,
             "falsePositive": false, "aliveAt": null, "why": "", "policy": {}, "evidence": {}, "preserved": {}}""";

    private static final String OBSERVED = OWED.replace("\"acted\": true", "\"acted\": false");

    FailoversCommandTest() throws IOException {}

    private static String page(String cursor, String... failovers) {
        return "{\"failovers\":[" + String.join(",", failovers) + "],\"cursor\":" + cursor + "}";
    }

    @Test
    void failoversAreATableWithTheNewestFirst() {
        leader.answers("/failovers?limit=3&cluster=east", 200, page("\"3\"", PURGED, OWED));
        leader.answers("/failovers?limit=1&cluster=east&cursor=3", 200, page("\"2\"", OBSERVED));
        assertThat(ask(leader, "failovers", "--cluster", "east", "--limit", "3"))
                .isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .containsExactly(
                        "AT                    TASK  ATTEMPT  FROM     TO    TRIGGER       WHAT",
                        "2026-01-01T00:00:04Z  a b   2        east     west  cluster lost  acted, purged, false positive",
                        "2026-01-01T00:00:03Z  a b   1        north-2  -     moved         acted, purge owed",
                        "2026-01-01T00:00:03Z  a b   1        north-2  -     moved         observed");
    }

    @Test
    void ofOneTaskTheGroundsAreBelowEach() {
        leader.answers("/failovers?limit=20&task=a%20b", 200, page("null", PURGED, OWED));
        assertThat(ask(leader, "failovers", "a b")).isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .containsExactly(
                        "AT                    TASK  ATTEMPT  FROM     TO    TRIGGER       WHAT",
                        "2026-01-01T00:00:04Z  a b   2        east     west  cluster lost  acted, purged, false positive",
                        "  why        silent on every channel",
                        "  evidence   probe: timed out",
                        "             watch: 2 min old",
                        "  policy     mode: act",
                        "             rule: rules[1]",
                        "  preserved  priority: 50",
                        "  replaced   2026-01-01T00:00:05Z",
                        "  purged     2026-01-01T00:00:06Z",
                        "  alive      2026-01-01T00:00:07Z",
                        "2026-01-01T00:00:03Z  a b   1        north-2  -     moved         acted, purge owed",
                        "  why  -");
    }

    @Test
    void programsGetThemAsTheyAre() throws IOException {
        leader.answers("/failovers?limit=20", 200, page("null", PURGED, OWED));
        assertThat(ask(leader, "failovers", "--output", "json")).isEqualTo(ExitCode.DONE);
        assertThat(result()).isEqualTo(json.readTree("[" + PURGED + "," + OWED + "]"));
    }

    @Test
    void whereThereAreNoneThatIsSaid() throws IOException {
        leader.answers("/failovers?limit=20", 200, page("null"));
        assertThat(ask(leader, "failovers")).isEqualTo(ExitCode.DONE);
        assertThat(lines()).containsExactly("There are no failovers.");
    }

    @Test
    void whatTheOverlordRefusesIsSaid() {
        leader.answers(
                "/failovers?limit=20&cluster=wset",
                400,
                "{\"error\":\"e\",\"errorMessage\":\"The parameter `cluster` is `wset`. Give one of east, west\"}");
        assertThat(ask(leader, "failovers", "--cluster", "wset")).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("Give one of east, west");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001"})
    void aNumberOfFailoversThatIsNotKeptIsRefused(String limit) {
        assertThat(ask(leader, "failovers", "--limit", limit)).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("--limit: " + limit + " is not from 1 to 10000");
        assertThat(leader.asked()).isEmpty();
    }
}
