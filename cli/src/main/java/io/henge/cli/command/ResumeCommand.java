package io.henge.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code henge resume}: places tasks again. */
@Command(name = "resume", description = "Place tasks again.")
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private PauseOptions pause = new PauseOptions();

    @Override
    public Integer call() throws InterruptedException {
        return pause.say(false);
    }
}
