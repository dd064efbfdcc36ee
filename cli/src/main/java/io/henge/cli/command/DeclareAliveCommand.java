package io.henge.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code henge declare-alive}: takes back that a cluster was given up. */
@Command(
        name = "declare-alive",
        description = "Take back that a cluster was given up, so that it can take tasks again.")
public final class DeclareAliveCommand implements Callable<Integer> {
    @Mixin
    private DeclareOptions declare = new DeclareOptions();

    @Override
    public Integer call() throws InterruptedException {
        return declare.say("declareAlive", (answer, dry) -> Views.consequences(answer));
    }
}
