package io.henge.demo.build;

import io.henge.cli.exit.Refused;
import io.henge.demo.process.FileClaim;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may change the built things of a checkout, and who only uses them: one or the other, by a file lock.
 *
 * @param progress told when somebody else has to be waited for
 * @param waitMax after which whoever waits gives up
 */
record BuildLock(Path file, Progress progress, Duration waitMax) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** The right to change what is built, once nobody uses or changes it. */
    FileClaim toBuild() throws InterruptedException {
        return claim("Other commands build or use what is to be built", FileClaim::take);
    }

    /** The right to use what is built, once nobody changes it. */
    FileClaim toUse() throws InterruptedException {
        return claim("Another henge is building", FileClaim::share);
    }

    /** One look at the lock. */
    @FunctionalInterface
    private interface Look {
        Optional<FileClaim> at(Path file) throws IOException;
    }

    private FileClaim claim(String why, Look look) throws InterruptedException {
        Optional<FileClaim> now = looked(look);
        if (now.isPresent()) {
            return now.get();
        }
        Path directory = file.toAbsolutePath().getParent();
        progress.note(why + " in " + directory + ". Waiting until that is done …");
        return Poll.first(waitMax, LOOK_EVERY, () -> looked(look))
                .orElseThrow(() -> new Refused(List.of(why + " in " + directory + " for longer than "
                        + waitMax.toMinutes() + " minutes. Wait for it or end it, then run this again.")));
    }

    private Optional<FileClaim> looked(Look look) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return look.at(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be locked", e);
        }
    }
}
