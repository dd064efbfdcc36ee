package io.henge.cli.command;

import io.henge.cli.program.ExtensionProgram;
import io.henge.cli.program.ProgramJars;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code henge cluster}: adds a cluster to those of an Overlord that runs, or takes one back. The extension does the work. */
@Command(
        name = "cluster",
        description = "Add a cluster to those of an Overlord that runs, or take one back.",
        subcommands = {ClusterAddCommand.class, ClusterRemoveCommand.class})
public final class ClusterCommand {
    /** Where the entry of a cluster is that goes before a Secret's. An origin {@code none} may be that of a Secret that is gone. */
    static final Set<String> BEFORE_SECRETS = Set.of("static", "dynamic");

    private final ExtensionProgram program;

    ClusterCommand(ProgramJars programs) {
        this.program = new ExtensionProgram("henge-cluster", programs);
    }

    ExtensionProgram program() {
        return program;
    }
}
