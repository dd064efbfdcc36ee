package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.overlord.HengeCalls;
import io.henge.cli.overlord.NotAnswered;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge drain}: empties a cluster, and shows how far that has come. */
@Command(
        name = "drain",
        description = "Empty a cluster: it gets no new tasks, and those that it has go elsewhere or are waited for."
                + " Shows how far that has come until nothing is left; Ctrl-C leaves the drain going.")
public final class DrainCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Mixin
    private DeclareOptions declare = new DeclareOptions();

    @Option(
            names = "--deadline",
            paramLabel = "WHEN",
            description = "When to take away what can run again elsewhere: a duration such as PT2H, or a time"
                    + " (default: never).")
    private @Nullable String deadline;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = declare.drain(deadline);
        if (declare.dryRun()) {
            declare.print(answer, Views::consequences);
            return ExitCode.DONE;
        }
        // Java ends the process at an interrupt by the keyboard; nothing else is run then.
        Thread atEnd = new Thread(this::sayThatItGoesOn);
        Runtime.getRuntime().addShutdownHook(atEnd);
        try {
            JsonNode drained = follow(declare.calls());
            Runtime.getRuntime().removeShutdownHook(atEnd);
            declare.print(drained, done -> "Nothing is left on " + declare.cluster() + ".");
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(atEnd);
            sayThatItGoesOn();
            throw e;
        } catch (RuntimeException e) {
            Runtime.getRuntime().removeShutdownHook(atEnd);
            throw e;
        }
    }

    /** Returns when nothing is left; fails where the drain is taken back meanwhile. */
    private JsonNode follow(HengeCalls calls) throws InterruptedException {
        String shown = "";
        while (true) {
            try {
                JsonNode now = calls.drained(declare.cluster());
                if (now.path("done").asBoolean()) {
                    return now;
                }
                shown = say(Views.drain(now, Screen.now()), shown);
            } catch (NotAnswered e) {
                shown = say("henge: " + e.getMessage() + " It is asked again until it answers.", shown);
            }
            Screen.rest(LOOK_EVERY);
        }
    }

    private String say(String line, String before) {
        if (!line.equals(before)) {
            PrintWriter messages = Screen.messages(spec);
            messages.println(line);
            messages.flush();
        }
        return line;
    }

    private void sayThatItGoesOn() {
        String unused = say("The drain goes on. henge stop-drain " + declare.cluster() + " --reason … ends it.", "");
    }
}
