package io.henge.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code henge pause}: places no task anywhere until that is resumed. */
@Command(name = "pause", description = "Place no task on any cluster until placement is resumed; what runs goes on.")
public final class PauseCommand implements Callable<Integer> {
    @Mixin
    private PauseOptions pause = new PauseOptions();

    @Override
    public Integer call() throws InterruptedException {
        return pause.say(true);
    }
}
