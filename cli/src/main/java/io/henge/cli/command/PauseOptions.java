package io.henge.cli.command;

import io.henge.cli.exit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is said of placement as a whole. */
final class PauseOptions {
    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Mixin
    private WordOptions word = new WordOptions();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    int say(boolean on) throws InterruptedException {
        String reason = word.reason();
        overlord.print(
                Screen.results(spec),
                overlord.calls(System.getenv()).pause(on, reason, word.dryRun()),
                answer -> on ? paused(word.dryRun()) : resumed(word.dryRun()));
        return ExitCode.DONE;
    }

    private static String paused(boolean dry) {
        return "No task " + (dry ? "would be" : "is") + " placed from now on; what runs goes on.";
    }

    private static String resumed(boolean dry) {
        return "Tasks " + (dry ? "would be" : "are") + " placed again.";
    }
}
