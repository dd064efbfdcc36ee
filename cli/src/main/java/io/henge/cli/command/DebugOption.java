package io.henge.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Whether to show traces, which say something only to who knows the code. Every command has it. */
public final class DebugOption {
    private static final String NAME = "--debug";

    @Option(names = NAME, scope = ScopeType.INHERIT, description = "Show the trace of what failed.")
    @SuppressWarnings("UnusedVariable") // Asked of the parser, since any command in the line may have it.
    private boolean debug;

    /** Whether it was given to this command or to one above it. */
    public static boolean isOn(CommandSpec command) {
        return Boolean.TRUE.equals(command.root().findOption(NAME).getValue());
    }
}
