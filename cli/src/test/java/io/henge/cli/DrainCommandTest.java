package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code henge drain} and {@code stop-drain}, from the command line to the request and back. */
@Timeout(60)
class DrainCommandTest extends AskedCommands {
    private static final String CLUSTER = "{\"name\":\"east\",\"version\":4}";
    private static final String CONSEQUENCES = """
        {"consequences":[{"task":"a","attempt":1,"cluster":"east","disposition":"relaunch"},
         {"task":"b","attempt":2,"cluster":"east","disposition":"fail"},
         {"task":"c","attempt":1,"cluster":"east","disposition":"hold"}]}\
        """;

    DrainCommandTest() throws IOException {}

    private static String drain(int left) {
        return "{\"name\":\"east\",\"version\":4,\"done\":" + (left == 0) + ",\"attempts\":9,\"left\":" + left
                + ",\"estimate\":null,\"by\":{\"hand_over\":1,\"relaunch\":2,\"stay\":3,\"wait\":1},\"rest\":[]}";
    }

    @Test
    void aDrainIsFollowedUntilNothingIsLeft() throws Exception {
        leader.answersPost("/clusters/east/drain", 200, CLUSTER);
        leader.answers("/clusters/east/drain", 200, drain(7));
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        new Thread(() -> exit.complete(ask(
                        leader, "drain", "east", "--reason", "new disks", "--deadline", "PT2H", "--if-version", "3")))
                .start();
        leader.await("/clusters/east/drain", 3);
        leader.answers("/clusters/east/drain", 200, drain(0));
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
        assertThat(json.readTree(leader.asked().get(0).body()))
                .isEqualTo(json.readTree(
                        "{\"reason\":\"new disks\",\"dryRun\":false,\"ifVersion\":3,\"deadline\":\"PT2H\"}"));
        assertThat(lines()).containsExactly("Nothing is left on east.");
        assertThat(message())
                .isEqualTo("east: 7 of 9 left: 1 handed over early, 2 taken away at the deadline, 3 that stay,"
                        + " 1 waited for");
    }

    @Test
    void whoIsInterruptedLeavesTheDrainGoingAndIsToldSo() throws Exception {
        leader.answersPost("/clusters/east/drain", 200, CLUSTER);
        leader.answers("/clusters/east/drain", 200, drain(7));
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread draining = new Thread(() -> exit.complete(ask(leader, "drain", "east", "--reason", "new disks")));
        draining.start();
        leader.await("/clusters/east/drain", 3);
        draining.interrupt();
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(message()).endsWith("The drain goes on. henge stop-drain east --reason … ends it.");
        assertThat(lines()).isEmpty();
    }

    @Test
    void aDryDrainShowsHowEachTaskWouldLeave() {
        leader.answersPost(
                "/clusters/east/drain",
                200,
                CONSEQUENCES.replace("\"fail\"", "\"wait\"").replace("\"hold\"", "\"hand_over\""));
        assertThat(ask(leader, "drain", "east", "--reason", "new disks", "--dry-run"))
                .isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .containsExactly(
                        "TASK  ATTEMPT  CLUSTER  THEN",
                        "a     1        east     runs again elsewhere",
                        "b     2        east     is waited for",
                        "c     1        east     is handed over early");
        assertThat(leader.asked()).hasSize(1);
    }

    @Test
    void aDrainThatIsTakenBackMeanwhileEndsInTheOverlordsWords() {
        leader.answersPost("/clusters/east/drain", 200, CLUSTER);
        leader.answers(
                "/clusters/east/drain",
                404,
                "{\"error\":\"druidException\",\"errorMessage\":\"Cluster[east] is not being drained\"}");
        assertThat(ask(leader, "drain", "east", "--reason", "new disks")).isEqualTo(ExitCode.FAILED);
        assertThat(message()).isEqualTo("henge: Cluster[east] is not being drained");
    }

    @Test
    void aDrainIsStopped() throws IOException {
        leader.answers("/clusters/east/stopDrain", 200, CLUSTER);
        assertThat(ask(leader, "stop-drain", "east", "--reason", "done")).isEqualTo(ExitCode.DONE);
        assertThat(onlyBody().path("reason").asText()).isEqualTo("done");
        assertThat(lines()).containsExactly("Its tasks stay.");
    }
}
