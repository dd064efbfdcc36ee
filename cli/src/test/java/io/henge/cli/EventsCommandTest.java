package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code henge events}, from the command line to the request and back. */
@Timeout(60)
class EventsCommandTest extends AskedCommands {
    private static final String OF_TASK = "\"task\":\"a\",\"attempt\":2,\"cluster\":\"east\",\"reason\":\"\"";
    private static final String OF_CLUSTER =
            "\"task\":null,\"attempt\":null,\"cluster\":\"east\",\"reason\":\"new\\ndisks\"";

    EventsCommandTest() throws IOException {}

    private static String event(int number, String kind, String about) {
        return "{\"number\":" + number + ",\"kind\":\"" + kind + "\",\"at\":\"2026-01-01T00:00:0" + number
                + ".123Z\",\"by\":\"anna\"," + about + "}";
    }

    @Test
    void eventsAreATableWithTheNewestFirst() {
        leader.answers(
                "/events?limit=3&task=a%20b&cluster=east&kind=taken_back",
                200,
                "{\"events\":[" + event(5, "cordoned", OF_CLUSTER) + "," + event(4, "taken_back", OF_TASK)
                        + "],\"cursor\":\"4\"}");
        leader.answers(
                "/events?limit=1&task=a%20b&cluster=east&kind=taken_back&cursor=4",
                200, "{\"events\":[" + event(3, "placed", OF_TASK) + "],\"cursor\":\"3\"}");
        assertThat(ask(leader, "events", "--task", "a b", "--cluster", "east", "--kind", "taken_back", "--limit", "3"))
                .isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .containsExactly(
                        "AT                    WHAT        CLUSTER  TASK  ATTEMPT  BY    REASON",
                        "2026-01-01T00:00:05Z  cordoned    east     -     -        anna  new disks",
                        "2026-01-01T00:00:04Z  taken back  east     a     2        anna",
                        "2026-01-01T00:00:03Z  placed      east     a     2        anna");
    }

    @Test
    void followedEventsComeWithTheOldestFirstUntilAnInterrupt() throws Exception {
        leader.answers(
                "/events?limit=20",
                200,
                "{\"events\":[" + event(2, "placed", OF_TASK) + "," + event(1, "cordoned", OF_CLUSTER)
                        + "],\"cursor\":null}");
        leader.answers("/events?limit=100", 200, "{\"events\":[" + event(4, "moved", OF_TASK) + "],\"cursor\":\"4\"}");
        leader.answers(
                "/events?limit=100&cursor=4",
                200,
                "{\"events\":[" + event(3, "fenced", OF_TASK) + "," + event(2, "placed", OF_TASK)
                        + "],\"cursor\":\"2\"}");
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread following = new Thread(() -> exit.complete(ask(leader, "events", "--follow")));
        following.start();
        // A fourth question is asked when the third was answered and shown.
        leader.await("/events?limit=100", 2);
        following.interrupt();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(lines())
                .containsExactly(
                        "2026-01-01T00:00:01Z  cordoned  east  by anna: new disks",
                        "2026-01-01T00:00:02Z  placed  a#2  east  by anna",
                        "2026-01-01T00:00:03Z  fenced  a#2  east  by anna",
                        "2026-01-01T00:00:04Z  moved  a#2  east  by anna");
        assertThat(message()).isEmpty();
    }

    @Test
    void whoFollowsAsksAgainWhereNobodyAnswersAndGivesUpWhereItIsRefused() throws Exception {
        leader.answers("/events?limit=20", 200, "{\"events\":[],\"cursor\":null}");
        leader.answers("/events?limit=1000", 503, "{\"error\":\"e\",\"errorMessage\":\"Nobody leads.\"}");
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        new Thread(() -> exit.complete(ask(leader, "events", "--follow"))).start();
        leader.await("/events?limit=1000", 2);
        leader.answers("/events?limit=1000", 403, "{\"error\":\"e\",\"errorMessage\":\"Not you.\"}");
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
        assertThat(message()).isEqualTo("henge: Nobody leads. It is asked again until it answers.\nhenge: Not you.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001"})
    void aNumberOfEventsThatIsNotKeptIsRefused(String limit) {
        assertThat(ask(leader, "events", "--limit", limit)).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("--limit: " + limit + " is not from 1 to 10000");
        assertThat(leader.asked()).isEmpty();
    }
}
