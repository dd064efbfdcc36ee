package io.henge.cli.command;

import io.henge.cli.exit.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes that changes something. */
final class WordOptions {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in a sentence; required, and recorded.")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "Only tell what would become of the tasks.")
    private boolean dryRun;

    /** Asked here and not by the parser, which would speak of a missing option before a mistyped one. */
    String reason() {
        if (reason == null || reason.isBlank()) {
            throw new Refused(List.of("--reason: not given. Say in a sentence why: --reason \"maintenance until 6\"."));
        }
        return reason;
    }

    boolean dryRun() {
        return dryRun;
    }
}
