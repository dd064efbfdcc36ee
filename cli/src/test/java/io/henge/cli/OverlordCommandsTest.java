package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.StubOverlord.Asked;
import io.henge.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask an Overlord, from the command line to the request and back. */
@Timeout(60)
class OverlordCommandsTest extends AskedCommands {
    private static final String EAST = """
        {"name":"east","version":3,"enabled":true,"observed":false,"why":"the network\\nis down","live":2,"capacity":7,
         "weight":3,"free":5,"limbo":2,"purgeDebt":0,"declaredDead":null}\
        """;
    private static final String WEST = """
        {"name":"west","version":7,"enabled":false,"observed":true,"why":null,"live":0,"capacity":null,
         "weight":1,"free":0,"limbo":0,"purgeDebt":1,"declaredDead":{"by":"anna","at":"2026-01-01T00:00:00Z","reason":"it burnt"}}\
        """;
    private static final String CONSEQUENCES = """
        {"consequences":[{"task":"a","attempt":1,"cluster":"east","disposition":"relaunch"},
         {"task":"b","attempt":2,"cluster":"east","disposition":"fail"},
         {"task":"c","attempt":1,"cluster":"east","disposition":"hold"}]}\
        """;

    OverlordCommandsTest() throws IOException {}

    @Test
    void clustersAreATable() {
        leader.answers("/clusters", 200, "[" + EAST + "," + WEST + "]");
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.DONE);
        assertThat(lines().get(0))
                .isEqualTo("NAME  STATE          SINCE  TASKS  CAPACITY  LIMBO  PURGE DEBT  VERSION  NOTE");
        assertThat(lines().get(1))
                .isEqualTo(
                        "east  not observed   -      2      7         2      0           3        the network is down");
        assertThat(lines().get(2))
                .startsWith("west  declared dead  -      0      -         0")
                .contains("by anna")
                .endsWith("ago: it burnt");
        assertThat(lines()).hasSize(3);
        assertThat(message()).isEmpty();
    }

    @Test
    void theStateOfAClusterIsShownWithItsAge() {
        String unreachable =
                EAST.strip().replaceFirst("}$", ",\"state\":\"Unreachable\",\"since\":\"2026-01-01T00:00:00Z\"}");
        String unlisted = unreachable.replace("Unreachable", "Healthy");
        leader.answers("/clusters", 200, "[" + unreachable + "," + unlisted + "]");
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.DONE);
        assertThat(lines().get(1)).matches("east  Unreachable            \\d+ .* the network is down");
        assertThat(lines().get(2)).startsWith("east  Healthy, not observed  ");
        leader.answers("/clusters/east", 200, unreachable);
        assertThat(ask(leader, "clusters", "east")).isEqualTo(ExitCode.DONE);
        assertThat(lines()).contains("state       Unreachable").anyMatch(line -> line.matches("since       \\d+ .*"));
    }

    @Test
    void oneClusterIsShownByItself() {
        leader.answers("/clusters/east", 200, EAST);
        assertThat(ask(leader, "clusters", "east")).isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .contains(
                        "CLUSTER     east",
                        "capacity    7",
                        "free        5",
                        "weight      3",
                        "in limbo    2",
                        "version     3");
    }

    @Test
    void asJsonAResultIsWhatTheOverlordSaid() throws IOException {
        leader.answers("/clusters/east", 200, EAST);
        assertThat(ask(leader, "clusters", "east", "--output", "json")).isEqualTo(ExitCode.DONE);
        assertThat(result()).isEqualTo(json.readTree(EAST));
    }

    @Test
    void tasksOfAllPagesAreOneTable() {
        String placement =
                "{\"task\":\"a\",\"attempt\":1,\"cluster\":\"east\",\"pod\":null,\"state\":\"limbo\",\"since\":null}";
        leader.answers(
                "/placements?limit=1000&cluster=east&state=limbo",
                200,
                "{\"placements\":[" + placement + "],\"cursor\":\"a#1\"}");
        leader.answers(
                "/placements?limit=1000&cluster=east&state=limbo&cursor=a%231",
                200, "{\"placements\":[" + placement.replace("\"a\"", "\"b\"") + "],\"cursor\":null}");
        assertThat(ask(leader, "tasks", "--cluster", "east", "--state", "limbo"))
                .isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .containsExactly(
                        "TASK  ATTEMPT  CLUSTER  POD  STATE  SINCE  WHY",
                        "a     1        east     -    limbo  -      -",
                        "b     1        east     -    limbo  -      -");
    }

    @Test
    void aStateThatThereIsNotIsRefusedWithThoseThereAre() {
        assertThat(ask(leader, "tasks", "--state", "runing")).isEqualTo(ExitCode.REFUSED);
        assertThat(message())
                .contains("--state", "[waiting, placed, pending, suspended, running, limbo, ended, fenced]", "'runing'")
                .hasLineCount(1);
        assertThat(leader.asked()).isEmpty();
        assertThat(lines()).isEmpty();
    }

    @Test
    void aClusterThatThereIsNotIsRefusedInTheOverlordsWords() {
        leader.answers(
                "/placements?limit=1000&cluster=wset",
                400,
                "{\"error\":\"druidException\",\"errorMessage\":\"cluster: [wset] is none of [east, west]\"}");
        assertThat(ask(leader, "tasks", "--cluster", "wset")).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).isEqualTo("henge: cluster: [wset] is none of [east, west]");
        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void aClusterOfWhichAnEarlierOverlordSaysNothingIsLookedUp(String format) {
        leader.answers("/placements?limit=1000&cluster=wset", 200, "{\"placements\":[],\"cursor\":null}");
        leader.answers("/placements?limit=1000&cluster=west", 200, "{\"placements\":[],\"cursor\":null}");
        leader.answers("/clusters", 200, "[" + EAST + "," + WEST + "]");
        assertThat(ask(leader, "tasks", "--cluster", "wset", "--output", format))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(message())
                .isEqualTo("henge: --cluster: \"wset\" is no cluster of this Druid. Give one of east, west.");
        assertThat(lines()).isEmpty();
        assertThat(ask(leader, "tasks", "--cluster", "west", "--output", format))
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void aWorldsOverlordsAreAskedByItsFile(@TempDir Path world) throws IOException {
        assertThat(run("clusters", "--dir", world.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("--dir: no world is up in " + world, "env.json");
        Files.writeString(world.resolve("env.json"), "{\"overlords\":[{\"url\":\"" + leader.url() + "\",\"pid\":1}]}");
        leader.answers("/clusters", 200, "[" + EAST + "]");
        assertThat(run("clusters", "--dir", world.toString())).isEqualTo(ExitCode.DONE);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void explainShowsWhatIsFoundOfEachClusterAndItsPlaceInTheQueue() throws IOException {
        leader.answers(
                "/tasks/a/explain",
                200,
                "{\"placement\":{\"task\":\"a\",\"state\":\"waiting\",\"since\":\"2026-01-01T00:00:00Z\"},"
                        + "\"queue\":{\"position\":3,\"length\":17},\"obstacle\":\"east is full: 3 of 3; west is cordoned\","
                        + "\"findings\":[{\"cluster\":\"east\",\"finding\":\"full\",\"why\":\"is full: 3 of 3\",\"marks\":[]},"
                        + "{\"cluster\":\"west\",\"finding\":\"closed\",\"why\":\"is cordoned\",\"marks\":[]}],\"best\":[]}");
        assertThat(ask(leader, "explain", "a")).isEqualTo(ExitCode.DONE);
        assertThat(lines().get(0)).startsWith("a waits for a cluster, since ").endsWith(", as number 3 of 17.");
        assertThat(lines().subList(1, 5))
                .containsExactly(
                        "CLUSTER  FINDING  WHY",
                        "east     full     is full: 3 of 3",
                        "west     closed   is cordoned",
                        "east is full: 3 of 3; west is cordoned.");
    }

    @Test
    void explainSendsATaskThatIsNotSubmitted(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("task.json"), "{\"type\":\"noop\"}");
        leader.answers(
                "/explain",
                200,
                "{\"findings\":[{\"cluster\":\"east\",\"finding\":\"fits\",\"marks\":[{\"why\":\"rule[a]\",\"points\":7}]},"
                        + "{\"cluster\":\"west\",\"finding\":\"fits\",\"marks\":[]}],\"best\":[\"east\"]}");
        assertThat(ask(leader, "explain", "--task-file", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(onlyBody()).isEqualTo(json.readTree("{\"type\":\"noop\"}"));
        assertThat(lines())
                .containsExactly(
                        "CLUSTER  FINDING  WHY",
                        "east     fits     rule[a] (+7)",
                        "west     fits     has room",
                        "Would go to east.");
    }

    @Test
    void explainTakesOneOfThreeAndRefusesWhatIsNoTask(@TempDir Path directory) throws IOException {
        assertThat(ask(leader, "explain")).isEqualTo(ExitCode.REFUSED);
        assertThat(ask(leader, "explain", "a", "--drain", "east")).isEqualTo(ExitCode.REFUSED);
        Path file = Files.writeString(directory.resolve("task.json"), "{");
        assertThat(ask(leader, "explain", "--task-file", file.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("--task-file: ", "is no JSON", "Give a task as it would be submitted.");
        assertThat(ask(
                        leader,
                        "explain",
                        "--task-file",
                        directory.resolve("none").toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("cannot be read");
    }

    @Test
    void aMoveSendsItsReasonAndShowsWhatBecomesOfTheTasks() throws IOException {
        leader.answers("/tasks/a%20b%2Fc/move", 200, CONSEQUENCES);
        assertThat(ask(leader, "move", "a b/c", "--to", "west", "--reason", "maintenance"))
                .isEqualTo(ExitCode.DONE);
        assertThat(onlyBody())
                .isEqualTo(json.readTree("{\"reason\":\"maintenance\",\"dryRun\":false,\"to\":\"west\"}"));
        assertThat(lines())
                .containsExactly(
                        "TASK  ATTEMPT  CLUSTER  THEN",
                        "a     1        east     runs again elsewhere",
                        "b     2        east     fails",
                        "c     1        east     stays");
    }

    @Test
    void aDeclarationSendsItsVersionAndWhetherItIsOnlyADryRun() throws IOException {
        leader.answers("/clusters/east/declareDead", 200, EAST.strip().replaceFirst("}$", ",\"consequences\":[]}"));
        assertThat(ask(leader, "declare-dead", "east", "--reason", "it burnt", "--if-version", "3", "--dry-run"))
                .isEqualTo(ExitCode.DONE);
        assertThat(onlyBody()).isEqualTo(json.readTree("{\"reason\":\"it burnt\",\"dryRun\":true,\"ifVersion\":3}"));
        assertThat(lines()).containsExactly("No task is concerned.");
    }

    @Test
    void aClusterIsCordonedAndTheListSaysSo() throws IOException {
        String cordoned = EAST.strip()
                .replaceFirst(
                        "}$",
                        ",\"cordoned\":{\"by\":\"anna\",\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"new disks\"}}");
        leader.answers("/clusters/east/cordon", 200, cordoned);
        leader.answers("/clusters", 200, "[" + cordoned + "]");
        assertThat(ask(leader, "cordon", "east", "--reason", "new disks", "--if-version", "3"))
                .isEqualTo(ExitCode.DONE);
        assertThat(onlyBody()).isEqualTo(json.readTree("{\"reason\":\"new disks\",\"dryRun\":false,\"ifVersion\":3}"));
        assertThat(lines()).containsExactly("New tasks are kept away from it.");
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.DONE);
        assertThat(lines().get(2))
                .startsWith("east  not observed, cordoned  -      2")
                .contains("by anna")
                .endsWith("ago: new disks; the network is down");
    }

    @Test
    void aDryUncordonSaysWhatWouldBe() throws IOException {
        leader.answers("/clusters/east/uncordon", 200, EAST);
        assertThat(ask(leader, "uncordon", "east", "--reason", "done", "--dry-run"))
                .isEqualTo(ExitCode.DONE);
        assertThat(onlyBody().path("dryRun").asBoolean()).isTrue();
        assertThat(lines()).containsExactly("New tasks could go there again.");
    }

    @Test
    void placementIsPausedAndTheListOfClustersSaysSo() throws IOException {
        String paused = "\"placementPaused\":{\"by\":\"anna\",\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"upgrade\"}}";
        leader.answers("/pause", 200, "{" + paused);
        leader.answers("/clusters", 200, "[" + EAST.strip().replaceFirst("}$", "," + paused) + "]");
        assertThat(ask(leader, "pause", "--reason", "upgrade")).isEqualTo(ExitCode.DONE);
        assertThat(onlyBody()).isEqualTo(json.readTree("{\"reason\":\"upgrade\",\"dryRun\":false}"));
        assertThat(lines()).containsExactly("No task is placed from now on; what runs goes on.");
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.DONE);
        assertThat(lines().get(1)).startsWith("Placement is paused by anna ").endsWith(" ago: upgrade");
        assertThat(lines().get(2)).isEmpty();
        assertThat(lines().get(3)).startsWith("NAME");
    }

    @Test
    void placementIsResumed() throws IOException {
        leader.answers("/resume", 200, "{\"placementPaused\":null}");
        assertThat(ask(leader, "resume", "--reason", "done", "--dry-run")).isEqualTo(ExitCode.DONE);
        assertThat(onlyBody().path("dryRun").asBoolean()).isTrue();
        assertThat(lines()).containsExactly("Tasks would be placed again.");
    }

    @Test
    void aDeclarationIsTakenBack() throws IOException {
        leader.answers("/clusters/east/declareAlive", 200, "{\"consequences\":[]}");
        assertThat(ask(leader, "declare-alive", "east", "--reason", "rebuilt")).isEqualTo(ExitCode.DONE);
        assertThat(onlyBody().path("reason").asText()).isEqualTo("rebuilt");
        assertThat(onlyBody().path("ifVersion").isNull()).isTrue();
    }

    @Test
    void aStandbySendsUsOnToTheLeader() throws IOException {
        leader.answers("/clusters/east/declareDead", 200, "{\"consequences\":[]}");
        try (StubOverlord standby = new StubOverlord()) {
            standby.leadsTo("/clusters/east/declareDead", leader);
            assertThat(ask(standby, "declare-dead", "east", "--reason", "it burnt"))
                    .isEqualTo(ExitCode.DONE);
        }
        assertThat(leader.asked()).extracting(Asked::method).containsExactly("POST");
        assertThat(onlyBody().path("reason").asText()).isEqualTo("it burnt");
    }

    @Test
    void standbysThatLeadToEachOtherAreLeftAfterAWhile() {
        leader.leadsTo("/clusters", leader);
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(message()).contains("without end");
        assertThat(leader.asked()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"400, 2", "403, 1", "404, 1", "409, 1", "503, 3", "500, 3"})
    void aRefusalIsSaidInTheOverlordsWords(int status, int exit) {
        leader.answers(
                "/clusters/east/declareDead",
                status,
                "{\"error\":\"druidException\",\"errorMessage\":\"Cluster[east]: no\"}");
        assertThat(ask(leader, "declare-dead", "east", "--reason", "it burnt")).isEqualTo(exit);
        assertThat(message()).isEqualTo("henge: Cluster[east]: no");
        assertThat(lines()).isEmpty();
    }

    @Test
    void somethingThatIsNoOverlordIsNamed() {
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.FAILED);
        assertThat(message()).contains(leader.url(), "404", "not here");
        leader.answers("/clusters", 200, "hello");
        messages.reset();
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(message()).contains("no JSON", "hello");
    }

    @Test
    void anOverlordThatAsksWhoWeAreIsAnswered() {
        leader.answers("/clusters", 401, "");
        assertThat(ask(leader, "clusters")).isEqualTo(ExitCode.FAILED);
        assertThat(message()).contains("401", "HENGE_USER", "HENGE_TOKEN");
        assertThat(leader.asked()).extracting(Asked::authorization).containsExactly("");
    }

    @Test
    void anOverlordThatIsDownIsUnreachable() {
        String gone = leader.url();
        leader.close();
        assertThat(run("clusters", "--overlord", gone)).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(message()).contains(gone, "None", "can be connected to");
    }

    @Test
    void aMissingReasonIsSaidBeforeAnythingIsAsked() {
        assertThat(ask(leader, "declare-dead", "east")).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).startsWith("henge: --reason: not given.").hasLineCount(1);
        assertThat(leader.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host:8090", "ftp://host", "http://", "http://a b"})
    void whatIsNoUrlIsRefused(String url) {
        assertThat(run("clusters", "--overlord", url)).isEqualTo(ExitCode.REFUSED);
        assertThat(message())
                .isEqualTo("henge: --overlord: \"" + url + "\" is no URL. Give one such as http://HOST:8090.");
    }

    @Test
    void twoPlacesToAskAreOneTooMany() {
        assertThat(ask(leader, "tasks", "--dir", "d")).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("--overlord and --dir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clusters",
                "tasks",
                "move",
                "declare-dead",
                "declare-alive",
                "cordon",
                "uncordon",
                "drain",
                "stop-drain",
                "pause",
                "resume",
                "events",
                "failovers"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.DONE);
        assertThat(String.join("\n", lines())).contains("Usage: henge " + command, "--overlord=URL", "--output=FORMAT");
    }
}
