package io.henge.demo.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How programs that refuse root are started where we are root: as nobody, in the first way that the machine allows. */
public final class Unprivileged {
    /** From root to nobody, whose id is the same on every Linux and the only one in a namespace without a mapping. */
    private static final List<List<String>> AS_NOBODY = List.of(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), List.of("unshare", "--user"));

    /** Far longer than looking at two files takes. */
    private static final Duration TEST_MAX = Duration.ofSeconds(10);

    private static final Integer ROOT = 0;

    private Unprivileged() {}

    /**
     * What a command line must begin with so that it does not run as root, and yet may execute {@code program} and write
     * into {@code directory}; nothing if no way leads there.
     */
    public static Optional<List<String>> prefix(Path program, Path directory) throws InterruptedException {
        if (!isRoot()) {
            return Optional.of(List.of());
        }
        for (List<String> way : AS_NOBODY) {
            if (leadsTo(way, program, directory)) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    private static boolean isRoot() {
        try {
            return ROOT.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException("Who runs this cannot be told", e);
        }
    }

    private static boolean leadsTo(List<String> way, Path program, Path directory) throws InterruptedException {
        List<String> command = new ArrayList<>(way);
        command.addAll(List.of("test", "-x", program.toString(), "-a", "-w", directory.toString()));
        try {
            Process test = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = test.waitFor(TEST_MAX.toSeconds(), TimeUnit.SECONDS);
            test.destroyForcibly();
            return ended && test.exitValue() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }
}
