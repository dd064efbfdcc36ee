package io.henge.demo.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
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

    @Override
    public Integer call() throws InterruptedException, IOException {
        ProcessBuilder program = ExtensionProgram.of("Check", arguments());
        if (output != Format.text) {
            return program.start().waitFor();
        }
        Process running = program.redirectOutput(Redirect.PIPE).start();
        try (InputStream said = running.getInputStream()) {
            JsonNode report = new ObjectMapper().readTree(said);
            if (report.has("clusters")) {
                PrintWriter results = Screen.results(spec);
                CheckView.lines(report).forEach(results::println);
                results.flush();
            }
            return running.waitFor();
        } finally {
            running.destroy();
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--output", output == Format.yaml ? "yaml" : "json"));
        arguments.addAll(given.arguments());
        return arguments;
    }
}
