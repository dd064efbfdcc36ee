package io.henge.cli.command;

import io.henge.cli.program.ExtensionProgram;
import io.henge.cli.program.ProgramJars;
import picocli.CommandLine.Command;

/** {@code henge cluster}: adds a cluster to those of an Overlord that runs, or takes one back. The extension does the work. */
@Command(
        name = "cluster",
        description = "Add a cluster to those of an Overlord that runs, or take one back.",
        subcommands = {ClusterAddCommand.class, ClusterRemoveCommand.class})
public final class ClusterCommand {
    private final ExtensionProgram program;

    ClusterCommand(ProgramJars programs) {
        this.program = new ExtensionProgram("henge-cluster", programs);
    }

    ExtensionProgram program() {
        return program;
    }
}
