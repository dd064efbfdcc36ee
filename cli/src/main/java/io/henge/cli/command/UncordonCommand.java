package io.henge.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code henge uncordon}: lets new tasks go to a cluster again. */
@Command(name = "uncordon", description = "Let new tasks go to a cluster again.")
public final class UncordonCommand implements Callable<Integer> {
    @Mixin
    private DeclareOptions declare = new DeclareOptions();

    @Override
    public Integer call() throws InterruptedException {
        return declare.say(
                "uncordon", (answer, dry) -> dry ? "New tasks could go there again." : "New tasks can go there again.");
    }
}
