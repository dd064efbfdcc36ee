package io.henge.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What an Overlord is given, for commands that do without one. */
final class PropertiesOptions {
    @Option(
            names = "--properties",
            required = true,
            paramLabel = "F",
            description = "The Overlord's runtime.properties; several are read one over the other.")
    private List<Path> properties = new ArrayList<>();

    @Option(
            names = "--overlord-pod",
            paramLabel = "F",
            description = "The Overlord's pod in YAML or JSON, where peons' pods are made from it.")
    private @Nullable Path overlordPod;

    /**
     * The same for a program of the extension.
     *
     * @param spec of the command that runs, which the parser has set
     */
    List<String> arguments(@Nullable CommandSpec spec) {
        List<String> arguments = new ArrayList<>();
        if (DebugOption.isOn(Objects.requireNonNull(spec))) {
            arguments.add("--debug");
        }
        properties.forEach(file -> arguments.addAll(List.of("--properties", file.toString())));
        if (overlordPod != null) {
            arguments.addAll(List.of("--overlord-pod", overlordPod.toString()));
        }
        return arguments;
    }
}
