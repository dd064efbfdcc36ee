package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.cli.program.ExtensionProgram;
import io.henge.cli.terminal.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run of the program that adds clusters and takes them back, and how people see what it did.
 *
 * @param spec of the command that runs
 */
record MembershipRun(ExtensionProgram program, @Nullable CommandSpec spec, OutputOption output) {
    /**
     * Runs it; returns its exit status.
     *
     * @param manifests whether people are to see what would be made, in YAML, and not a table
     */
    int ask(List<String> arguments, boolean manifests) throws InterruptedException, IOException {
        PrintWriter results = Screen.results(spec);
        PrintWriter messages = Screen.messages(spec);
        if (!output.isText()) {
            return program.run(results, messages, with(arguments, "json"));
        }
        if (manifests) {
            return program.run(results, messages, with(arguments, "yaml"));
        }
        StringWriter said = new StringWriter();
        int status = program.run(new PrintWriter(said), messages, with(arguments, "json"));
        JsonNode report = new ObjectMapper().readTree(said.toString());
        if (report.has("changes")) {
            lines(report).forEach(results::println);
        }
        return status;
    }

    private static List<String> with(List<String> arguments, String format) {
        return Stream.concat(arguments.stream(), Stream.of("--output", format)).toList();
    }

    /** A table of the objects; below it what the check found, and what else there is to know. */
    static List<String> lines(JsonNode report) {
        Table changes = new Table("DONE", "KIND", "NAME", "WHERE");
        for (JsonNode change : report.path("changes")) {
            changes.row(
                    change.path("done").asText(),
                    change.path("kind").asText(),
                    change.path("name").asText(),
                    change.path("where").asText());
        }
        List<String> lines = new ArrayList<>(changes.lines());
        if (report.has("check")) {
            lines.add("");
            lines.addAll(CheckView.lines(report.path("check")));
        }
        for (JsonNode note : report.path("notes")) {
            lines.add("");
            lines.add(note.asText());
        }
        return lines;
    }
}
