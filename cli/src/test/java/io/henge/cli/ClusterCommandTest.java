package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code henge cluster}, from the command line to what is printed. What is made, the tests of the Kubernetes module say. */
@Timeout(120)
class ClusterCommandTest extends RanCommands {
    private static final String REPORT = "{\"cluster\":\"west\",\"dryRun\":false,\"changes\":["
            + "{\"done\":\"made\",\"kind\":\"Namespace\",\"name\":\"druid\",\"where\":\"context[w]\"},"
            + "{\"done\":\"there already\",\"kind\":\"Role\",\"name\":\"druid/henge-overlord\",\"where\":\"context[w]\"}],"
            + "\"notes\":[\"The token never expires.\"],\"check\":{\"verdict\":\"works\",\"clusters\":["
            + "{\"name\":\"west\",\"reached\":true,\"serverVersion\":\"v1.34.4\",\"findings\":[]}]}}";

    /** Says what it was asked for, and prints a report of what it did not do; of nobody's cluster, it says no. */
    private static final String ECHO = """
        err.println(String.join(" ", arguments));
        if (java.util.List.of(arguments).contains("nobody")) {
            return 2;
        }
        out.println(java.util.List.of(arguments).contains("yaml") ? "kind: Namespace" : "%s");
        return 0;
        """.formatted(REPORT.replace("\"", "\\\""));

    @TempDir
    private Path dir;

    @BeforeEach
    void makeJars() throws Exception {
        StandInProgram.write(dir, "henge-cluster", ECHO);
    }

    private int run(String line, String... more) {
        return run(
                dir,
                Stream.concat(Stream.of(line.split(" ", -1)), Stream.of(more)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster|Missing required subcommand",
                "cluster ad west|\"ad west\" is not known to henge cluster",
                "cluster add west|--context=C",
                "cluster add --context w|NAME",
                "cluster add west --context w --wieght 3|\"--wieght 3\" is not known to henge cluster add",
                "cluster remove|NAME",
                "cluster remove west --force|\"--force\" is not known to henge cluster remove",
            })
    void whatIsWrongIsOneSentenceAndNothingIsRun(String line, String sentence) {
        assertThat(run(line)).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).startsWith("henge: ").contains(sentence).hasLineCount(1);
        assertThat(printed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"add, --context=C", "add, --overlord=URL", "remove, --overlord=URL"})
    void helpNamesEveryOption(String command, String option) {
        assertThat(run("cluster " + command + " --help")).isEqualTo(ExitCode.DONE);
        assertThat(printed())
                .startsWith("Usage: henge cluster " + command)
                .contains(option, "--overlord-context=C", "--overlord-namespace=NS", "--kubeconfig=F", "--dry-run");
    }

    @Test
    void whatIsAskedForReachesTheExtension() {
        assertThat(run("cluster add west --context w --kubeconfig f --namespace ns --service-account a --capacity 5"
                        + " --weight 2 --label zone=b --label tier=spot --taint t:NoSchedule --overlord-context home"
                        + " --overlord-namespace druid"))
                .isEqualTo(ExitCode.DONE);
        assertThat(message())
                .isEqualTo("--add west --context w --kubeconfig f --overlord-context home --overlord-namespace druid"
                        + " --namespace ns --service-account a --capacity 5 --weight 2 --label zone=b --label tier=spot"
                        + " --taint t:NoSchedule --output json");
    }

    @Test
    void whatWasMadeIsATableAndSoIsWhatTheCheckFound() {
        assertThat(run("cluster add west --context w")).isEqualTo(ExitCode.DONE);
        assertThat(printed().lines())
                .containsExactly(
                        "DONE           KIND       NAME                  WHERE",
                        "made           Namespace  druid                 context[w]",
                        "there already  Role       druid/henge-overlord  context[w]",
                        "",
                        "NAME  REACHED  SERVER   CLOCK  FINE  NOT SEEN  WARNINGS  PROBLEMS",
                        "west  yes      v1.34.4  -      0     0         0         0",
                        "",
                        "The token never expires.");
    }

    @Test
    void aDryRunPrintsTheManifests() {
        assertThat(run("cluster add west --context w --dry-run")).isEqualTo(ExitCode.DONE);
        assertThat(message()).isEqualTo("--add west --context w --dry-run --output yaml");
        assertThat(printed()).isEqualTo("kind: Namespace\n");
    }

    @Test
    void programsGetTheReportAsItIs() {
        assertThat(run("cluster add west --context w --output json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).isEqualTo(REPORT + "\n");
    }

    @Test
    void whatTheExtensionRefusesIsRefused() {
        assertThat(run("cluster add nobody --context w")).isEqualTo(ExitCode.REFUSED);
        assertThat(printed()).isEmpty();
    }

    @Test
    void aClusterIsTakenBackWithoutAskingAnOverlordThatIsNotGiven() {
        assertThat(run("cluster remove west --dry-run")).isEqualTo(ExitCode.DONE);
        assertThat(message()).isEqualTo("--remove west --dry-run --output json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"west\",\"live\":0,\"purgeDebt\":0,\"enabled\":false}|--remove west --counted --output json",
                "{\"name\":\"west\",\"live\":0,\"purgeDebt\":0,\"cordoned\":{}}|--remove west --counted --output json",
                "{\"name\":\"west\",\"live\":0,\"purgeDebt\":0,\"draining\":{}}|--remove west --counted --output json",
                "{\"name\":\"west\",\"live\":0,\"purgeDebt\":0,\"enabled\":true,\"cordoned\":null}|henge: west: no task is there,"
                        + " but new ones may come at any moment. Keep them away before: henge drain west --reason ….",
                "{\"name\":\"west\",\"live\":3,\"purgeDebt\":0,\"declaredDead\":{}}|--remove west --counted --output json",
                "{\"name\":\"west\",\"origin\":\"static\",\"live\":3,\"purgeDebt\":1}|--remove west --origin static --output json",
                "{\"name\":\"west\",\"origin\":\"dynamic\",\"live\":0,\"enabled\":true}|--remove west --origin dynamic --output json",
                "{\"name\":\"west\",\"origin\":\"secret\",\"live\":0,\"enabled\":false}|--remove west --counted --output json",
                "{\"name\":\"west\",\"origin\":\"none\",\"live\":1,\"purgeDebt\":0}|henge: west: 1 tasks are there, and Jobs"
                        + " of 0 that are over may be. Empty it before: henge drain west --reason …; or, if it is lost: henge"
                        + " declare-dead west --reason …, and henge cluster remove again.",
                "{\"name\":\"east\",\"live\":3,\"purgeDebt\":0}|--remove west --output json",
                "{\"name\":\"west\",\"live\":3,\"purgeDebt\":1}|henge: west: 3 tasks are there, and Jobs of 1 that are over may"
                        + " be. Empty it before: henge drain west --reason …; or, if it is lost: henge declare-dead west"
                        + " --reason …, and henge cluster remove again.",
            })
    void anOverlordThatIsGivenSaysWhetherTasksAreThere(String cluster, String said) throws Exception {
        try (StubOverlord overlord = new StubOverlord()) {
            overlord.answers("/clusters", 200, "[" + cluster + "]");
            int status = run("cluster remove west", "--overlord", overlord.url());
            assertThat(message()).isEqualTo(said);
            assertThat(status).isEqualTo(said.startsWith("henge") ? ExitCode.REFUSED : ExitCode.DONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"static, properties", "dynamic, dynamic configuration"})
    void aNameThatAnotherClusterHasIsRefusedBeforeAnythingIsMade(String origin, String where) throws Exception {
        try (StubOverlord overlord = new StubOverlord()) {
            overlord.answers("/clusters", 200, "[{\"name\":\"west\",\"origin\":\"" + origin + "\"}]");
            assertThat(run("cluster add west --context w", "--overlord", overlord.url()))
                    .isEqualTo(ExitCode.REFUSED);
        }
        assertThat(message())
                .isEqualTo("henge: west: the Overlord has a " + origin
                        + " cluster of that name, which would go before this"
                        + " one. Give another name, or take that one out of the " + where + " before.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8|`Secret[henge-cluster-west].name` is wrong.|[]|1|west: the Overlord refuses it:"
                        + " `Secret[henge-cluster-west].name` is wrong.",
                "8|`Secret[henge-cluster-west-2].name` is wrong.|"
                        + "[{\"name\":\"west\",\"origin\":\"secret\",\"observed\":true}]|0|"
                        + "west: the Overlord has it and sees it.",
                "7|`Secret[henge-cluster-west].name` was wrong.|"
                        + "[{\"name\":\"west\",\"origin\":\"secret\",\"state\":\"Misconfigured\",\"why\":\"Misconfigured: 401\"}]|1|"
                        + "west: the Overlord has it, but does not see it: Misconfigured: 401. See henge clusters.",
            })
    void anOverlordThatIsGivenSaysWhetherItTookTheClusterIn(
            int number, String refused, String clusters, int status, String said) throws Exception {
        try (StubOverlord overlord = new StubOverlord()) {
            String event = "{\"number\":" + number + ",\"reason\":\"" + refused + "\"}";
            overlord.answers("/clusters", 200, "[]");
            overlord.answers("/events?limit=1", 200, "{\"events\":[{\"number\":7}]}");
            overlord.answers("/events?limit=100&kind=cluster_refused", 200, "{\"events\":[" + event + "]}");
            // The Overlord takes it in once it was made, which is after its events were asked for.
            Thread made = new Thread(() -> {
                try {
                    overlord.await("kind=cluster_refused", 1);
                    overlord.answers("/clusters", 200, clusters);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            made.start();
            assertThat(run("cluster add west --context w", "--overlord", overlord.url()))
                    .isEqualTo(status);
            made.join();
        }
        assertThat(message().lines()).last().isEqualTo(said);
    }
}
