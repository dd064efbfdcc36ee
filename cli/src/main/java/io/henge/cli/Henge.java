package io.henge.cli;

import io.henge.cli.command.DruidCommands;
import io.henge.cli.program.ProgramJars;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command {@code henge} of the distribution, for people who have a Druid. */
@Command(
        name = "henge",
        description = "One Druid whose ingestion tasks run as Kubernetes Jobs on many clusters.",
        synopsisSubcommandLabel = "COMMAND",
        version = Henge.VERSION,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class Henge {
    public static final String VERSION = "henge 0.1.0";

    /** The property in which the launcher says where the jars of the extension and of Druid are. */
    private static final String PROGRAMS = "henge.programs";

    private Henge() {}

    public static void main(String[] arguments) {
        Path programs = Path.of(Objects.requireNonNull(System.getProperty(PROGRAMS), PROGRAMS));
        System.exit(run(ProgramJars.in(programs), System.out, System.err, arguments));
    }

    static int run(ProgramJars programs, PrintStream results, PrintStream messages, String... arguments) {
        return new CommandRun(new Henge(), DruidCommands.with(programs), "henge", () -> false)
                .run(results, messages, arguments);
    }
}
