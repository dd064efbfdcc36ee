package io.henge.demo;

import io.henge.demo.command.BenchCommand;
import io.henge.demo.command.BuildCommand;
import io.henge.demo.command.CheckCommand;
import io.henge.demo.command.ClustersCommand;
import io.henge.demo.command.DeclareAliveCommand;
import io.henge.demo.command.DeclareDeadCommand;
import io.henge.demo.command.DemoCommand;
import io.henge.demo.command.DownCommand;
import io.henge.demo.command.ExitCode;
import io.henge.demo.command.MoveCommand;
import io.henge.demo.command.RenderCommand;
import io.henge.demo.command.StatusCommand;
import io.henge.demo.command.TasksCommand;
import io.henge.demo.command.TestCommand;
import io.henge.demo.command.UpCommand;
import io.henge.demo.druid.Declined;
import io.henge.demo.druid.DruidCalls;
import io.henge.demo.process.OnExit;
import io.henge.demo.process.PartFailed;
import io.henge.demo.world.Refused;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code henge}. */
@Command(
        name = "henge",
        description = "One Druid whose ingestion tasks run as Kubernetes Jobs on many clusters.",
        synopsisSubcommandLabel = "COMMAND",
        version = "henge 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            BenchCommand.class,
            BuildCommand.class,
            CheckCommand.class,
            ClustersCommand.class,
            DeclareAliveCommand.class,
            DeclareDeadCommand.class,
            DemoCommand.class,
            DownCommand.class,
            MoveCommand.class,
            RenderCommand.class,
            StatusCommand.class,
            TasksCommand.class,
            TestCommand.class,
            UpCommand.class
        })
public final class Henge {
    private Henge() {}

    public static void main(String[] arguments) {
        OnExit.Registration interrupted = OnExit.register(() -> {});
        int status = run(System.out, System.err, arguments);
        interrupted.close();
        System.exit(status);
    }

    /**
     * Runs one command line; returns its exit status.
     *
     * @param results for what a command was asked for
     * @param messages for what went wrong
     */
    static int run(PrintStream results, PrintStream messages, String... arguments) {
        CommandLine line = new CommandLine(new Henge());
        line.setOut(new PrintWriter(new OutputStreamWriter(results, StandardCharsets.UTF_8), true));
        line.setParameterExceptionHandler((wrong, ignored) -> {
            messages.println("henge: " + sentence(wrong));
            return ExitCode.REFUSED;
        });
        line.setExecutionExceptionHandler((failure, ignored, parsed) -> status(failure, messages));
        if (arguments.length == 0) {
            line.usage(messages, Ansi.OFF);
            return ExitCode.REFUSED;
        }
        return line.execute(arguments);
    }

    private static int status(Exception failure, PrintStream messages) {
        if (OnExit.isRunning() || failure instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof Refused refused) {
            refused.complaints().forEach(complaint -> messages.println("henge: " + complaint));
            return ExitCode.REFUSED;
        }
        messages.println("henge: " + failure.getMessage());
        if (failure instanceof DruidCalls.NotAnswered) {
            return ExitCode.UNREACHABLE;
        }
        if (failure instanceof Declined declined) {
            return declined.isWrongInput() ? ExitCode.REFUSED : ExitCode.FAILED;
        }
        if (failure instanceof PartFailed || failure instanceof UncheckedIOException) {
            return ExitCode.FAILED;
        }
        failure.printStackTrace(messages);
        return ExitCode.FAILED;
    }

    private static String sentence(ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String hint = " See ./" + command + " --help.";
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            String meant = suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?";
            return "\"" + String.join(" ", unmatched.getUnmatched()) + "\" is not known to " + command + "." + meant
                    + hint;
        }
        return wrong.getMessage() + "." + hint;
    }
}
