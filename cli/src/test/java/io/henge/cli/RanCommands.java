package io.henge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.cli.program.ProgramJars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What tests of commands have in common: running one, and what it has printed. */
abstract class RanCommands {
    final ObjectMapper json = new ObjectMapper();
    final ByteArrayOutputStream results = new ByteArrayOutputStream();
    final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    /** @param jars where the commands find the programs of the extension */
    int run(Path jars, String... arguments) {
        return Henge.run(ProgramJars.in(jars), stream(results), stream(messages), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String printed() {
        return results.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return printed().lines().toList();
    }

    String message() {
        return messages.toString(StandardCharsets.UTF_8).strip();
    }

    JsonNode result() throws IOException {
        return json.readTree(printed());
    }
}
