package io.henge.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code henge cordon}: keeps new tasks away from a cluster. */
@Command(name = "cordon", description = "Keep new tasks away from a cluster; those that it has go on.")
public final class CordonCommand implements Callable<Integer> {
    @Mixin
    private DeclareOptions declare = new DeclareOptions();

    @Override
    public Integer call() throws InterruptedException {
        return declare.say(
                "cordon",
                (answer, dry) -> dry ? "New tasks would be kept away from it." : "New tasks are kept away from it.");
    }
}
