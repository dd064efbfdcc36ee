package io.henge.cli.command;

import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.HengeCalls;
import io.henge.cli.overlord.NotAnswered;
import io.henge.cli.overlord.TaskLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code henge logs}: shows the log of an attempt, wherever it is. */
@Command(
        name = "logs",
        description =
                "Show the log of a task's newest attempt, or of another: from its pod while that is there, and from deep"
                        + " storage otherwise. Which it is, is said on standard error.")
public final class LogsCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_SELDOM = Duration.ofMinutes(1);

    /** An Overlord reads the log of a pod from its beginning each time: so a look rests for so many times as long as it took. */
    private static final int REST_FOR = 20;

    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Parameters(paramLabel = "TASK", description = "The task's id.")
    private String task = "";

    @Option(names = "--attempt", paramLabel = "N", description = "Only that attempt's, from 1 (default: the newest).")
    private @Nullable Integer attempt;

    @Option(
            names = "--follow",
            description = "Go on with what comes, and with the attempts after it, until the task has ended or Ctrl-C.")
    private boolean follow;

    @Spec
    private @Nullable CommandSpec spec;

    private String lastSaid = "";

    @Override
    public Integer call() throws InterruptedException {
        if (attempt != null && attempt < 1) {
            throw new Refused(List.of("--attempt: " + attempt + " is no attempt's number. Give 1 or a higher one."));
        }
        if (!overlord.output().isText()) {
            throw new Refused(List.of("--output: a log is text. Leave it out."));
        }
        HengeCalls calls = overlord.calls(System.getenv());
        LogReading reading = new LogReading(attempt, Screen.results(spec));
        Instant begun = Screen.now();
        boolean goesOn = show(calls, reading) && follow;
        while (goesOn) {
            Screen.rest(rest(Duration.between(begun, Screen.now())));
            begun = Screen.now();
            try {
                goesOn = show(calls, reading);
            } catch (NotAnswered e) {
                say(e.getMessage() + " It is asked again until it answers.");
            }
        }
        return ExitCode.DONE;
    }

    static Duration rest(Duration took) {
        Duration rest = took.multipliedBy(REST_FOR);
        return rest.compareTo(LOOK_EVERY) < 0 ? LOOK_EVERY : rest.compareTo(LOOK_SELDOM) > 0 ? LOOK_SELDOM : rest;
    }

    /** Whether more may come. */
    private boolean show(HengeCalls calls, LogReading reading) throws InterruptedException {
        try (TaskLog log = calls.log(task, reading.attempt(), reading.offset())) {
            say(where(log));
            return reading.take(log, attempt != null);
        } catch (IOException e) {
            throw new NotAnswered("The log of task[" + task + "] broke off after " + reading.offset() + " bytes.");
        }
    }

    private String where(TaskLog log) {
        String whose = log.attempt().isPresent()
                ? "Attempt " + log.attempt().getAsInt() + " of task[" + task + "]"
                : "Task[" + task + "]";
        if (log.isAwaited()) {
            return whose + " has no log yet.";
        }
        return whose + ", "
                + log.cluster()
                        .map(name -> "from its pod on cluster[" + name + "]:")
                        .orElse("from deep storage:");
    }

    /** Once, until there is something else to be said. */
    private void say(String sentence) {
        if (!sentence.equals(lastSaid)) {
            PrintWriter messages = Screen.messages(spec);
            messages.println("henge: " + sentence);
            messages.flush();
        }
        lastSaid = sentence;
    }
}
