package io.henge.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which cluster is to be one of an Overlord's or no more, and how whoever types this gets to both. */
final class MembershipOptions {
    @Parameters(paramLabel = "NAME", description = "By which the Overlord knows the cluster.")
    private String name = "";

    @Option(
            names = "--kubeconfig",
            paramLabel = "F",
            description = "Where the contexts are (default: as for kubectl, KUBECONFIG or ~/.kube/config).")
    private @Nullable String kubeconfig;

    @Option(
            names = "--overlord-context",
            paramLabel = "C",
            description = "The context of the cluster that the Overlord runs in (default: the current one).")
    private @Nullable String overlordContext;

    @Option(
            names = "--overlord-namespace",
            paramLabel = "NS",
            description = "The namespace that the Overlord runs in (default: druid).")
    private @Nullable String overlordNamespace;

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    String name() {
        return name;
    }

    boolean dryRun() {
        return dryRun;
    }

    /**
     * The same for the program of the extension.
     *
     * @param what {@code --add} or {@code --remove}
     */
    List<String> arguments(String what, @Nullable String context) {
        List<String> arguments = new ArrayList<>(List.of(what, name));
        add(arguments, "--context", context);
        add(arguments, "--kubeconfig", kubeconfig);
        add(arguments, "--overlord-context", overlordContext);
        add(arguments, "--overlord-namespace", overlordNamespace);
        if (dryRun) {
            arguments.add("--dry-run");
        }
        return arguments;
    }

    /** Adds an option, if there is a value for it. */
    static void add(List<String> arguments, String option, @Nullable String value) {
        if (value != null) {
            arguments.addAll(List.of(option, value));
        }
    }
}
