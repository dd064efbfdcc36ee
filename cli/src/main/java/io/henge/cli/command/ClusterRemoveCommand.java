package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.exit.Refused;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code henge cluster remove}: takes back exactly what {@code henge cluster add} made. */
@Command(
        name = "remove",
        description = {
            "Take a cluster back that henge cluster add made one of an Overlord's: delete exactly what that made.",
            "Refused while tasks are there, by the Overlord's word where one is given, else by the Jobs in the namespace.",
            "Exit status: 0 done, 1 an API server said no, 2 wrong usage or input, or tasks are there, 3 an API server did not"
                    + " answer."
        })
public final class ClusterRemoveCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable ClusterCommand parent;

    @Mixin
    private MembershipOptions membership = new MembershipOptions();

    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Option(
            names = "--context",
            paramLabel = "C",
            description = "The context of the cluster to take back (default: the one by which it was added).")
    private @Nullable String context;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<String> arguments = membership.arguments("--remove", context);
        if (overlord.isGiven(System.getenv())) {
            arguments.addAll(word());
        }
        return new MembershipRun(Objects.requireNonNull(parent).program(), spec, overlord.output())
                .ask(arguments, false);
    }

    /**
     * What the Overlord says of the name, for the program of the extension; nothing if it does not know it. What goes by that name
     * from elsewhere than a Secret is another cluster, whose tasks say nothing of the one that was added.
     *
     * @throws Refused if it has some, and has not given the cluster up
     */
    private List<String> word() throws InterruptedException {
        JsonNode cluster = overlord.calls(System.getenv()).findCluster(membership.name());
        if (cluster.isMissingNode()) {
            return List.of();
        }
        String origin = cluster.path("origin").asText();
        if (ClusterCommand.BEFORE_SECRETS.contains(origin)) {
            return List.of("--origin", origin);
        }
        refuseWithTasks(cluster);
        return List.of("--counted");
    }

    private void refuseWithTasks(JsonNode cluster) {
        if (cluster.hasNonNull("declaredDead")) {
            return;
        }
        String name = membership.name();
        long tasks = cluster.path("live").asLong();
        long debt = cluster.path("purgeDebt").asLong();
        if (tasks + debt > 0) {
            throw new Refused(List.of(name + ": " + tasks + " tasks are there, and Jobs of " + debt
                    + " that are over may be. Empty it before: henge drain " + name + " --reason …; or, if it is lost: "
                    + "henge declare-dead " + name + " --reason …, and henge cluster remove again."));
        }
        boolean closed = cluster.hasNonNull("cordoned")
                || cluster.hasNonNull("draining")
                || !cluster.path("enabled").asBoolean(true);
        if (!closed) {
            throw new Refused(
                    List.of(name + ": no task is there, but new ones may come at any moment. Keep them away before: "
                            + "henge drain " + name + " --reason …."));
        }
    }
}
