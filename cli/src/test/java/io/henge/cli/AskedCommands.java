package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.cli.program.ProgramJars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** What tests of the commands that ask an Overlord have in common: an Overlord in a stub, and what a command has said. */
abstract class AskedCommands {
    final ObjectMapper json = new ObjectMapper();
    final StubOverlord leader = new StubOverlord();
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    AskedCommands() throws IOException {}

    @AfterEach
    void stopLeader() {
        leader.close();
    }

    int run(String... arguments) {
        return Henge.run(ProgramJars.in(Path.of("nowhere")), stream(results), stream(messages), arguments);
    }

    int ask(StubOverlord overlord, String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--overlord", overlord.url()))
                .toArray(String[]::new));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return results.toString(StandardCharsets.UTF_8).lines().toList();
    }

    String message() {
        return messages.toString(StandardCharsets.UTF_8).strip();
    }

    JsonNode result() throws IOException {
        return json.readTree(results.toByteArray());
    }

    JsonNode onlyBody() throws IOException {
        assertThat(leader.asked()).hasSize(1);
        return json.readTree(leader.asked().get(0).body());
    }
}
