package io.henge.cli;

import io.henge.cli.command.DebugOption;
import io.henge.cli.exit.CommandFailed;
import io.henge.cli.exit.ExitCode;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What carries out command lines of {@code henge}, whichever commands there are: what fails is said in sentences, and the exit
 * status says how. No trace is shown unless {@code --debug} asks for it.
 *
 * @param root the command above all others
 * @param commands all others
 * @param invoked how people call the root, for hints
 * @param interrupted whether the process is ending, so that failures seen now are consequences
 */
public record CommandRun(Object root, List<?> commands, String invoked, BooleanSupplier interrupted) {
    /**
     * Runs one command line; returns its exit status.
     *
     * @param results for what a command was asked for
     * @param messages for what went wrong
     */
    public int run(PrintStream results, PrintStream messages, String... arguments) {
        CommandLine line = new CommandLine(root);
        line.getCommandSpec().addMixin("debug", CommandSpec.forAnnotatedObject(new DebugOption()));
        commands.stream()
                .map(CommandLine::new)
                .sorted(Comparator.comparing(CommandLine::getCommandName))
                .forEach(line::addSubcommand);
        line.setOut(writer(results));
        line.setErr(writer(messages));
        line.setParameterExceptionHandler((wrong, ignored) -> {
            messages.println("henge: " + sentence(wrong));
            return ExitCode.REFUSED;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> status(failure, command, messages));
        if (arguments.length == 0) {
            line.usage(messages, Ansi.OFF);
            return ExitCode.REFUSED;
        }
        return line.execute(arguments);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private int status(Exception failure, CommandLine command, PrintStream messages) {
        if (interrupted.getAsBoolean() || failure instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        boolean debug = DebugOption.isOn(command.getCommandSpec());
        if (debug) {
            failure.printStackTrace(messages);
        }
        if (failure instanceof CommandFailed failed) {
            failed.sentences().forEach(sentence -> messages.println("henge: " + sentence));
            return failed.exitCode();
        }
        if (failure instanceof UncheckedIOException io) {
            messages.println("henge: " + sentence(io));
            return ExitCode.FAILED;
        }
        messages.println("henge: " + command.getCommandName() + " ended by a fault of henge itself."
                + (debug ? "" : " Run it again with --debug, and report what that shows."));
        return ExitCode.FAILED;
    }

    private static String sentence(UncheckedIOException failure) {
        @Nullable Throwable cause = failure.getCause();
        String why = cause == null ? "" : String.valueOf(cause.getMessage());
        String message = String.valueOf(failure.getMessage());
        return message.equals(String.valueOf(cause)) ? why : message + " (" + why + ")";
    }

    private String sentence(ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String hint = " See " + invoked + command.substring("henge".length()) + " --help.";
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            String meant = suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?";
            return "\"" + String.join(" ", unmatched.getUnmatched()) + "\" is not known to " + command + "." + meant
                    + hint;
        }
        return wrong.getMessage() + "." + hint;
    }
}
