package io.henge.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** The same for a program of the extension. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        properties.forEach(file -> arguments.addAll(List.of("--properties", file.toString())));
        if (overlordPod != null) {
            arguments.addAll(List.of("--overlord-pod", overlordPod.toString()));
        }
        return arguments;
    }
}
