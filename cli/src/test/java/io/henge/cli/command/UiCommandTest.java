package io.henge.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.cli.exit.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UiCommandTest {
    private final List<URI> opened = new ArrayList<>();
    private final StringWriter printed = new StringWriter();

    private void run(String... arguments) {
        CommandLine line = new CommandLine(new UiCommand((page, environment) -> opened.add(page)));
        line.setOut(new PrintWriter(printed, true));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            throw failure;
        });
        line.parseArgs(arguments);
        UiCommand command = line.getCommand();
        assertThat(command.call()).isZero();
    }

    @Test
    void theAddressIsPrintedAndOpened() {
        run("--overlord", "http://here:8090");
        assertThat(printed.toString().strip()).isEqualTo("http://here:8090/druid/indexer/v1/k8s/ui/");
        assertThat(opened).containsExactly(URI.create("http://here:8090/druid/indexer/v1/k8s/ui/"));
    }

    @Test
    void ofAWorldItIsAnyOverlords(@TempDir Path world) throws IOException {
        Files.writeString(
                world.resolve("env.json"), "{\"overlords\":[{\"url\":\"http://a:1\"},{\"url\":\"http://b:2\"}]}");
        run("--dir", world.toString(), "--output", "json");
        assertThat(printed.toString().replaceAll("\\s", ""))
                .isEqualTo("{\"url\":\"http://a:1/druid/indexer/v1/k8s/ui/\"}");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> run("--overlord", "here")).isInstanceOf(Refused.class);
        assertThat(opened).isEmpty();
    }
}
