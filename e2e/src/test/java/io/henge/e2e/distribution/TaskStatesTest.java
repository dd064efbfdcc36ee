package io.henge.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.CommandRun;
import io.henge.cli.command.DruidCommands;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.program.ProgramJars;
import io.henge.core.report.AttemptReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** That the command, which knows no other module, takes the states that there are. */
class TaskStatesTest {
    @Command(name = "henge")
    private static final class Root {}

    @Test
    void theCommandTakesTheStatesOfTheCoreAndNoOther() {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int status = new CommandRun(
                        new Root(), DruidCommands.with(ProgramJars.in(Path.of("nowhere"))), "henge", () -> false)
                .run(System.out, new PrintStream(messages, true, StandardCharsets.UTF_8), "tasks", "--state", "none");
        assertThat(status).isEqualTo(ExitCode.REFUSED);
        String said = messages.toString(StandardCharsets.UTF_8);
        assertThat(said.substring(said.indexOf('[') + 1, said.indexOf(']')).split(", ", -1))
                .containsExactlyInAnyOrder(Stream.of(AttemptReport.State.values())
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }
}
