package io.henge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.henge.cli.exit.ExitCode;
import io.henge.demo.FakeCheckout.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several commands of one checkout at the same time, each a process started by the checkout's launcher. */
@Timeout(180)
class SideBySideTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;

    @TempDir
    private Path directory = Path.of("");

    private final List<Command> commands = new ArrayList<>();
    private FakeCheckout checkout;

    @BeforeEach
    void makeCheckout() throws Exception {
        checkout = new FakeCheckout(directory);
    }

    @AfterEach
    void endAll() {
        commands.forEach(command -> {
            command.process().descendants().forEach(ProcessHandle::destroyForcibly);
            command.process().destroyForcibly();
        });
    }

    private Command start(String... arguments) throws Exception {
        Command command = checkout.start(Integer.toString(commands.size()), arguments);
        commands.add(command);
        return command;
    }

    private void startRenders() throws Exception {
        for (int i = 0; i < AT_ONCE; i++) {
            start("render", "--properties", "p", "--task", "t" + i);
        }
    }

    private void allRendered() throws Exception {
        for (int i = 0; i < AT_ONCE; i++) {
            Command command = commands.get(i);
            assertThat(command.process().waitFor()).as(command.said()).isEqualTo(ExitCode.DONE);
            assertThat(command.printed()).contains("--task t" + i);
        }
    }

    private long waiting(String words) {
        return commands.stream()
                .filter(command -> command.said().contains(words))
                .count();
    }

    /** Whether one builds and every other one waits. Who builds may have waited too, while the others looked at what is there. */
    private boolean allButTheBuilderWaitForThePrograms() throws Exception {
        List<Command> others = commands.stream()
                .filter(command -> !command.said().contains("the programs that render, check and cluster run"))
                .toList();
        return checkout.builds().size() == 2
                && others.size() == AT_ONCE - 1
                && others.stream().allMatch(command -> command.said().contains("Waiting until that is done"));
    }

    @Test
    void oneBuildsWhatIsMissingAndTheOthersWaitForIt() throws Exception {
        startRenders();
        await().atMost(PATIENCE)
                .until(() -> waiting("another henge is building the command itself. Waiting for it") == AT_ONCE - 1
                        && checkout.builds().size() == 1);
        checkout.letGo();
        await().atMost(PATIENCE).until(this::allButTheBuilderWaitForThePrograms);
        checkout.letGo();
        allRendered();
        assertThat(checkout.builds())
                .containsExactly(
                        "-q package -pl demo -am -DskipTests -Dspotless.check.skip=true",
                        "-q package -DskipTests -pl cli-dist -am");
    }

    @Test
    void whereNothingIsToBeBuiltNobodyWaits() throws Exception {
        checkout.buildPrograms();
        Command first = start("--version");
        await().atMost(PATIENCE).until(() -> checkout.builds().size() == 1);
        checkout.letGo();
        assertThat(first.process().waitFor()).as(first.said()).isEqualTo(ExitCode.DONE);
        commands.clear();
        startRenders();
        allRendered();
        assertThat(commands).extracting(Command::said).containsOnly("");
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void whoeverIsInterruptedWhileABuildGoesOnSaysSo() throws Exception {
        Command command = start("render", "--properties", "p", "--task", "t");
        await().atMost(PATIENCE).until(() -> checkout.builds().size() == 1);
        checkout.letGo();
        await().atMost(PATIENCE).until(() -> checkout.builds().size() == 2);
        new ProcessBuilder("kill", "-INT", Long.toString(command.process().pid()))
                .start()
                .waitFor();
        assertThat(command.process().waitFor()).as(command.said()).isEqualTo(ExitCode.INTERRUPTED);
    }
}
