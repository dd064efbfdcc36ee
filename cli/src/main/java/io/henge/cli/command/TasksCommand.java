package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.HengeCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge tasks}: shows where every task is, and why. */
@Command(name = "tasks", description = "Show where every task is, since when, and why.")
public final class TasksCommand implements Callable<Integer> {
    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Option(names = "--cluster", paramLabel = "NAME", description = "Only tasks on this cluster.")
    private @Nullable String cluster;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only tasks in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable TaskState state;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        HengeCalls calls = overlord.calls(System.getenv());
        ArrayNode placements = calls.placements(cluster, state == null ? null : state.name());
        if (placements.isEmpty() && cluster != null) {
            refuseUnknown(cluster, calls.clusters());
        }
        overlord.print(Screen.results(spec), placements, all -> Views.placements(all, Screen.now()));
        return ExitCode.DONE;
    }

    /** An Overlord of an earlier version says nothing of a cluster that is not there, which would read as "no tasks there". */
    private static void refuseUnknown(String cluster, JsonNode clusters) {
        List<String> names = new ArrayList<>();
        clusters.forEach(known -> names.add(known.path("name").asText()));
        if (!names.contains(cluster)) {
            throw new Refused(List.of("--cluster: \"" + cluster + "\" is no cluster of this Druid. Give one of "
                    + String.join(", ", names) + "."));
        }
    }
}
