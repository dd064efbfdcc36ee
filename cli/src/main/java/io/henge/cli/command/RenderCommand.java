package io.henge.cli.command;

import io.henge.cli.program.ExtensionProgram;
import io.henge.cli.program.ProgramJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge render}: prints the Job that the Overlord would make. The extension itself does the work. */
@Command(name = "render", description = "Print the Job that the Overlord would make for a task.")
public final class RenderCommand implements Callable<Integer> {
    private final ExtensionProgram program;

    @Mixin
    private PropertiesOptions given = new PropertiesOptions();

    @Option(names = "--task", required = true, paramLabel = "T", description = "The task, in JSON.")
    private @Nullable Path task;

    @Option(names = "--cluster", paramLabel = "NAME", description = "The cluster (default: the first that is enabled).")
    private @Nullable String cluster;

    @Option(
            names = "--template",
            paramLabel = "KEY=F",
            description = "A pod template to use in place of the configured one; may be given several times.")
    private Map<String, Path> templates = new LinkedHashMap<>();

    @Option(names = "--tls", description = "As if the Overlord, and so the peon, had a TLS port.")
    private boolean tls;

    @Option(
            names = "--output",
            defaultValue = "yaml",
            paramLabel = "FORMAT",
            description = "yaml or json (default: ${DEFAULT-VALUE}).")
    private Format output = Format.yaml;

    @Spec
    private @Nullable CommandSpec spec;

    /** How the Job is printed; named as people type it. */
    enum Format {
        yaml,
        json
    }

    RenderCommand(ProgramJars programs) {
        this.program = new ExtensionProgram("henge-render", programs);
    }

    @Override
    public Integer call() throws InterruptedException {
        return program.run(Screen.results(spec), Screen.messages(spec), arguments());
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--task", String.valueOf(task), "--output", output.name()));
        arguments.addAll(given.arguments());
        templates.forEach((key, file) -> arguments.addAll(List.of("--template", key + "=" + file)));
        if (cluster != null) {
            arguments.addAll(List.of("--cluster", cluster));
        }
        if (tls) {
            arguments.add("--tls");
        }
        return arguments;
    }
}
