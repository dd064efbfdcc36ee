package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code henge render}, from the command line to what is printed. What a Job looks like, the extension's own tests say. */
@Timeout(120)
class RenderCommandTest extends RanCommands {
    /** In the extension's place: tells what it was asked for, fails where it is told to, and has the last word on the exit status. */
    private static final String ECHO = """
        if (java.util.List.of(arguments).contains("fault.json")) {
            throw new NullPointerException("Cannot invoke anything");
        }
        out.println(String.join(" ", arguments));
        out.println("grün");
        return java.util.List.of(arguments).contains("bad.json") ? 2 : 0;
        """;

    @TempDir
    private Path dir;

    private int run(String... arguments) {
        return run(dir, arguments);
    }

    /** Jars with {@link #ECHO} in the place of the extension. */
    private void makeJars() throws Exception {
        StandInProgram.write(dir, "henge-render", ECHO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "render|--properties=F",
                "render --properties f|--task=T",
                "render --task t|--properties=F",
                "render --properties f --task t --output xml|yaml, json",
                "render --properties f --task t --template base|--template",
                "render --properties f --task t --clutser west|Did you mean --cluster?",
                "render --properties f --task t more|\"more\" is not known to henge render",
            })
    void whatIsWrongIsOneSentenceAndNothingIsRun(String line, String sentence) {
        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).startsWith("henge: ").contains(sentence).hasLineCount(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("render", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(printed())
                .startsWith("Usage: henge render")
                .contains("--properties=F", "--task=T", "--cluster=NAME", "--overlord-pod=F", "--template=KEY=F")
                .contains("--tls", "--output=FORMAT", "yaml or json (default: yaml)");
        assertThat(message()).isEmpty();
    }

    @Test
    void whatIsAskedForReachesTheExtensionAndItsAnswerIsPrinted() throws Exception {
        makeJars();
        assertThat(run(
                        "render",
                        "--properties",
                        "a",
                        "--properties",
                        "b",
                        "--task",
                        "t.json",
                        "--cluster",
                        "west",
                        "--template",
                        "base=x.yaml",
                        "--overlord-pod",
                        "pod.yaml",
                        "--tls",
                        "--output",
                        "json"))
                .isEqualTo(ExitCode.DONE);
        assertThat(printed().lines())
                .containsExactly(
                        "--task t.json --output json --properties a --properties b --overlord-pod pod.yaml"
                                + " --template base=x.yaml --cluster west --tls",
                        "grün");
    }

    @Test
    void withoutMoreTheJobIsPrintedAsYaml() throws Exception {
        makeJars();
        assertThat(run("render", "--properties", "a", "--task", "t.json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).startsWith("--task t.json --output yaml --properties a\n");
    }

    @Test
    void whatTheExtensionRefusesIsRefused() throws Exception {
        makeJars();
        assertThat(run("render", "--properties", "a", "--task", "bad.json")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void jarsWithoutTheProgramAreNamed() {
        assertThat(run("render", "--properties", "a", "--task", "t.json")).isEqualTo(ExitCode.REFUSED);
        assertThat(message())
                .startsWith("henge: henge-render: the jars in " + dir + " do not hold it.")
                .hasLineCount(1);
    }

    @Test
    void aFaultShowsItsTraceOnlyWhenAskedForIt() throws Exception {
        makeJars();
        assertThat(run("render", "--properties", "a", "--task", "fault.json")).isEqualTo(ExitCode.FAILED);
        assertThat(message())
                .isEqualTo("henge: render ended by a fault of henge itself. Run it again with --debug, and report what"
                        + " that shows.");
        messages.reset();
        assertThat(run("render", "--properties", "a", "--task", "fault.json", "--debug"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(message()).contains("NullPointerException", "echo.Echo.run", "henge: render ended by a fault");
    }
}
