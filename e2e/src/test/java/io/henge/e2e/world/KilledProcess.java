package io.henge.e2e.world;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of somebody else that is killed and started again as it was: its command, its directory, and its log. */
final class KilledProcess implements AutoCloseable {
    private final long pid;
    private final List<String> command;
    private final File directory;
    private final File log;

    private @Nullable Process again;

    private KilledProcess(long pid, List<String> command, File directory, File log) {
        this.pid = pid;
        this.command = command;
        this.directory = directory;
        this.log = log;
    }

    /** One that is going to be killed. */
    static KilledProcess of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String commandLine = Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8);
        return new KilledProcess(
                pid,
                List.of(commandLine.split("\0")),
                process.resolve("cwd").toRealPath().toFile(),
                process.resolve("fd/1").toRealPath().toFile());
    }

    void kill() throws IOException, InterruptedException {
        Processes.signal("KILL", pid);
        Place.until(
                "it has ended",
                () -> ProcessHandle.of(pid)
                        .filter(process -> !Processes.hasEnded(process))
                        .isEmpty());
    }

    void startAgain() throws IOException {
        again = new ProcessBuilder(command)
                .directory(directory)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** Ends the one that was started again. */
    @Override
    public void close() {
        if (again != null) {
            again.destroyForcibly();
        }
    }
}
