package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.EventQuery;
import io.henge.cli.overlord.HengeCalls;
import io.henge.cli.overlord.NotAnswered;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge events}: shows what was decided, by whom and why. */
@Command(
        name = "events",
        description = "Show what was decided, by whom and why: the newest first, or with --follow as it comes.")
public final class EventsCommand implements Callable<Integer> {
    private static final int KEPT = 10_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Option(names = "--task", paramLabel = "T", description = "Only what is about this task.")
    private @Nullable String task;

    @Option(names = "--cluster", paramLabel = "N", description = "Only what is about this cluster, or a task there.")
    private @Nullable String cluster;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only decisions of this kind, such as placed, moved or cordoned.")
    private @Nullable String kind;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of those that there are (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--follow",
            description = "Show those with the oldest first, then each one as it comes, until Ctrl-C.")
    private boolean follow;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > KEPT) {
            throw new Refused(List.of("--limit: " + limit + " is not from 1 to " + KEPT + ". Give a number that is."));
        }
        HengeCalls calls = overlord.calls(System.getenv());
        EventQuery query = new EventQuery(task, cluster, kind);
        ArrayNode newest = calls.events(query, limit, 0);
        if (follow) {
            follow(calls, query, newest);
        }
        overlord.print(Screen.results(spec), newest, Views::events);
        return ExitCode.DONE;
    }

    /** Ends only by an interrupt, or where the Overlord refuses what it is asked for. */
    private void follow(HengeCalls calls, EventQuery query, ArrayNode newest) throws InterruptedException {
        long last = show(newest, 0);
        boolean answered = true;
        while (true) {
            Screen.rest(LOOK_EVERY);
            try {
                last = show(calls.events(query, KEPT, last), last);
                answered = true;
            } catch (NotAnswered e) {
                if (answered) {
                    PrintWriter messages = Screen.messages(spec);
                    messages.println("henge: " + e.getMessage() + " It is asked again until it answers.");
                    messages.flush();
                }
                answered = false;
            }
        }
    }

    /** Shows them, the oldest first; returns the number of the last one. */
    private long show(ArrayNode newestFirst, long last) {
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            JsonNode event = newestFirst.get(i);
            overlord.printLine(Screen.results(spec), event, Views::event);
        }
        return newestFirst.isEmpty() ? last : newestFirst.get(0).path("number").asLong();
    }
}
