package io.henge.cli.command;

import io.henge.cli.exit.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
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

/** {@code henge cluster add}: makes what the Overlord needs in a cluster, and the Secret by which it knows the cluster. */
@Command(
        name = "add",
        description = {
            "Add a cluster to those of an Overlord that runs: make namespace, service account, Role, RoleBinding and token there, the"
                    + " Secret by which the Overlord knows it, and check what was made.",
            "What is not said stays as it is registered, so that it can be run again, after a failure or for another weight.",
            "Where an Overlord is given, it is asked whether the name is free, and the command waits until it has the cluster.",
            "Exit status: 0 it works, 1 an API server or the Overlord said no or the check found a problem, 2 wrong usage or input,"
                    + " 3 an API server or the Overlord did not answer."
        })
public final class ClusterAddCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable ClusterCommand parent;

    @Mixin
    private MembershipOptions membership = new MembershipOptions();

    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Option(names = "--context", required = true, paramLabel = "C", description = "The context of the cluster to add.")
    private @Nullable String context;

    @Option(
            names = "--namespace",
            paramLabel = "NS",
            description = "Where Jobs are made there (default: druid). Made if it is not there.")
    private @Nullable String namespace;

    @Option(
            names = "--service-account",
            paramLabel = "A",
            description = "Who the Overlord is there (default: henge-overlord).")
    private @Nullable String account;

    @Option(names = "--capacity", paramLabel = "N", description = "Attempts at once there (default: any number).")
    private @Nullable String capacity;

    @Option(names = "--weight", paramLabel = "N", description = "Its share of the tasks (default: 1).")
    private @Nullable String weight;

    @Option(
            names = "--label",
            paramLabel = "K=V",
            description = "What rules choose it by, such as zone=a; may be given several times.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--taint",
            paramLabel = "T",
            description = "What keeps tasks away, such as key=value:NoSchedule; may be given several times.")
    private List<String> taints = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        MembershipRun run = new MembershipRun(Objects.requireNonNull(parent).program(), spec, overlord.output());
        if (!overlord.isGiven(System.getenv())) {
            return run.ask(arguments(), membership.dryRun());
        }
        TakingIn takingIn = TakingIn.before(overlord.calls(System.getenv()), membership.name());
        int status = run.ask(arguments(), membership.dryRun());
        return status != ExitCode.DONE || membership.dryRun() ? status : takingIn.after(Screen.messages(spec));
    }

    private List<String> arguments() {
        List<String> arguments = membership.arguments("--add", context);
        MembershipOptions.add(arguments, "--namespace", namespace);
        MembershipOptions.add(arguments, "--service-account", account);
        MembershipOptions.add(arguments, "--capacity", capacity);
        MembershipOptions.add(arguments, "--weight", weight);
        labels.forEach(label -> MembershipOptions.add(arguments, "--label", label));
        taints.forEach(taint -> MembershipOptions.add(arguments, "--taint", taint));
        return arguments;
    }
}
