package io.henge.demo;

import io.henge.cli.CommandRun;
import io.henge.cli.command.DruidCommands;
import io.henge.cli.program.ProgramJars;
import io.henge.demo.build.CheckoutPrograms;
import io.henge.demo.command.BenchCommand;
import io.henge.demo.command.BuildCommand;
import io.henge.demo.command.DemoCommand;
import io.henge.demo.command.DownCommand;
import io.henge.demo.command.StatusCommand;
import io.henge.demo.command.TestCommand;
import io.henge.demo.command.UpCommand;
import io.henge.demo.process.OnExit;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command {@code henge} of a checkout: all that the distribution's has, and the world to play with. */
@Command(
        name = "henge",
        description = "One Druid whose ingestion tasks run as Kubernetes Jobs on many clusters.",
        synopsisSubcommandLabel = "COMMAND",
        version = io.henge.cli.Henge.VERSION,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class Henge {
    private Henge() {}

    public static void main(String[] arguments) {
        OnExit.Registration interrupted = OnExit.register(() -> {});
        int status = run(System.out, System.err, arguments);
        interrupted.close();
        OnExit.exit(status);
    }

    /**
     * Runs one command line; returns its exit status.
     *
     * @param results for what a command was asked for
     * @param messages for what went wrong
     */
    static int run(PrintStream results, PrintStream messages, String... arguments) {
        ProgramJars programs = new CheckoutPrograms(messages);
        List<Object> commands = new ArrayList<>(DruidCommands.with(programs));
        commands.addAll(List.of(
                new BenchCommand(),
                new BuildCommand(),
                new DemoCommand(),
                new DownCommand(),
                new StatusCommand(),
                new TestCommand(),
                new UpCommand()));
        return new CommandRun(new Henge(), commands, "./henge", OnExit::isRunning).run(results, messages, arguments);
    }
}
