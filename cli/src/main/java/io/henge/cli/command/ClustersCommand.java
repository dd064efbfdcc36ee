package io.henge.cli.command;

import io.henge.cli.exit.ExitCode;
import io.henge.cli.overlord.HengeCalls;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code henge clusters}: shows the clusters, or one of them. */
@Command(name = "clusters", description = "Show the clusters of a Druid, or one of them.")
public final class ClustersCommand implements Callable<Integer> {
    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Show this cluster only.")
    private @Nullable String name;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        HengeCalls calls = overlord.calls(System.getenv());
        if (name == null) {
            overlord.print(Screen.results(spec), calls.clusters(), all -> Views.clusters(all, Screen.now()));
        } else {
            overlord.print(Screen.results(spec), calls.cluster(name), one -> Views.cluster(one, Screen.now()));
        }
        return ExitCode.DONE;
    }
}
