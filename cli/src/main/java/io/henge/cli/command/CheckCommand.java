package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.cli.program.ExtensionProgram;
import io.henge.cli.program.ProgramJars;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge check}: tells whether a configuration is going to work. The extension itself does the work. */
@Command(
        name = "check",
        description = {
            "Tell whether a configuration is going to work, cluster by cluster; nothing is changed there.",
            "Run it where an Overlord runs, and as its user.",
            "Exit status: 0 it works, 1 a cluster would not, 2 the configuration is wrong, 3 no cluster was reached."
        })
public final class CheckCommand implements Callable<Integer> {
    private final ExtensionProgram program;

    @Mixin
    private PropertiesOptions given = new PropertiesOptions();

    @Option(
            names = "--output",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text, json or yaml (default: ${DEFAULT-VALUE}).")
    private Format output = Format.text;

    @Spec
    private @Nullable CommandSpec spec;

    /** How the findings are printed; named as people type it. */
    enum Format {
        text,
        json,
        yaml
    }

    CheckCommand(ProgramJars programs) {
        this.program = new ExtensionProgram("henge-check", programs);
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter results = Screen.results(spec);
        if (output != Format.text) {
            return program.run(results, Screen.messages(spec), arguments());
        }
        StringWriter said = new StringWriter();
        int status = program.run(new PrintWriter(said), Screen.messages(spec), arguments());
        JsonNode report = new ObjectMapper().readTree(said.toString());
        if (report.has("clusters")) {
            CheckView.lines(report).forEach(results::println);
        }
        return status;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--output", output == Format.yaml ? "yaml" : "json"));
        arguments.addAll(given.arguments());
        return arguments;
    }
}
