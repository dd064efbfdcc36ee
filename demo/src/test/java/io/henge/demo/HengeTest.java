package io.henge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HengeTest {
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Henge.run(System.out, new PrintStream(messages, true, StandardCharsets.UTF_8), arguments);
    }

    private String message() {
        return messages.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void anUnknownOptionIsOneSentenceWithAHint() {
        assertThat(run("up", "--overlord", "2")).isEqualTo(ExitCode.REFUSED);

        assertThat(message())
                .isEqualTo("henge: \"--overlord 2\" is not known to henge up. Did you mean --overlords?"
                        + " See ./henge up --help.");
    }

    @Test
    void anUnknownCommandIsOneSentenceWithAHint() {
        assertThat(run("demmo")).isEqualTo(ExitCode.REFUSED);

        assertThat(message())
                .startsWith("henge: \"demmo\" is not known to henge.")
                .contains("demo")
                .hasLineCount(1);
    }

    @Test
    void aMistypedOptionIsNamedBeforeAMissingOne() {
        assertThat(run("down", "--dri", "x")).isEqualTo(ExitCode.REFUSED);

        assertThat(message()).contains("\"--dri x\" is not known to henge down").hasLineCount(1);
    }

    @Test
    void aMissingDirectoryIsSaid() {
        assertThat(run("status")).isEqualTo(ExitCode.REFUSED);

        assertThat(message()).isEqualTo("henge: --dir: not given. Say where the world lives: --dir DIRECTORY.");
    }

    @Test
    void anUnknownFormatNamesTheKnownOnes() {
        assertThat(run("status", "--dir", "d", "--output", "xml")).isEqualTo(ExitCode.REFUSED);

        assertThat(message()).contains("--output", "text", "json", "xml").hasLineCount(1);
    }

    @Test
    void everyComplaintAboutAWorldComesAtOnce() {
        assertThat(run("up", "--dir", "d", "--clusters", "a,a", "--overlords", "0", "--set", "x"))
                .isEqualTo(ExitCode.REFUSED);

        assertThat(message()).hasLineCount(3).contains("--clusters: \"a\"", "--overlords: 0", "--set: \"x\"");
    }

    @Test
    void aClusterThatTheDemoDoesNotHaveIsRefusedWithThoseThatItHas() {
        assertThat(run("demo", "--lose", "wst")).isEqualTo(ExitCode.REFUSED);

        assertThat(message())
                .isEqualTo("henge: --lose: \"wst\" is no cluster of the demonstration. Give east or west.");
    }

    @Test
    void noCommandShowsTheCommands() {
        assertThat(run()).isEqualTo(ExitCode.REFUSED);

        assertThat(message()).contains("demo", "up", "down", "status", "test", "build");
    }
}
