package io.henge.demo.command;

import io.henge.cli.exit.Refused;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The option {@code --dir}, where it must be given. */
final class DirOption {
    private DirOption() {}

    /** Asked here and not by the parser, which would speak of a missing option before a mistyped one. */
    static Path required(@Nullable Path directory) {
        if (directory == null || directory.toString().isBlank()) {
            throw new Refused(List.of("--dir: not given. Say where the world lives: --dir DIRECTORY."));
        }
        return directory;
    }
}
