package io.henge.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code henge stop-drain}: lets the tasks of a cluster that is drained stay. */
@Command(name = "stop-drain", description = "Let the tasks of a cluster that is drained stay, and new ones go there.")
public final class StopDrainCommand implements Callable<Integer> {
    @Mixin
    private DeclareOptions declare = new DeclareOptions();

    @Override
    public Integer call() throws InterruptedException {
        return declare.say("stopDrain", (answer, dry) -> dry ? "Its tasks could stay." : "Its tasks stay.");
    }
}
