package io.henge.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code henge declare-dead}: gives a cluster up. */
@Command(
        name = "declare-dead",
        description =
                "Give a cluster up: its tasks are taken from it, and run again elsewhere where their types allow it.")
public final class DeclareDeadCommand implements Callable<Integer> {
    @Mixin
    private DeclareOptions declare = new DeclareOptions();

    @Override
    public Integer call() throws InterruptedException {
        return declare.say("declareDead", (answer, dry) -> Views.consequences(answer));
    }
}
