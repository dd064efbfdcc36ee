package io.henge.demo.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Commands that we start and wait for (builds, tests); none outlives us, not even after SIGTERM. */
public final class Children {
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Map<String, String> environment;
    private volatile boolean closed; // set once by the shutdown hook, read by starters

    /** @param environment added to our own for every command */
    public Children(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Runs a command with all its output in {@code log}; returns the exit status. */
    public int run(Path directory, List<String> command, Path log) throws InterruptedException {
        return run(directory, command, log, line -> {});
    }

    /** As above, and shows every line to {@code reader} as well. */
    public int run(Path directory, List<String> command, Path log, Consumer<String> reader)
            throws InterruptedException {
        try {
            Path parent = log.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            return follow(builder, log, reader);
        } catch (IOException e) {
            throw new PartFailed(String.join(" ", command) + " could not be started: " + e.getMessage(), e);
        }
    }

    private int follow(ProcessBuilder builder, Path log, Consumer<String> reader)
            throws IOException, InterruptedException {
        Process process = builder.start();
        running.add(process);
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                var writer = Files.newBufferedWriter(log)) {
            if (closed) {
                endTree(process);
            }
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                writer.write(line);
                writer.newLine();
                writer.flush();
                reader.accept(line);
            }
            return process.waitFor();
        } finally {
            endTree(process);
            running.remove(process);
        }
    }

    /** Ends every running command with all that it started, and every one that starts later. */
    public void close() {
        closed = true;
        running.forEach(Children::endTree);
    }

    private static void endTree(Process process) {
        List<ProcessHandle> tree = new ArrayList<>();
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            descendants.forEach(tree::add);
        } catch (UncheckedIOException unreadable) {
            // /proc could not be read: the process itself is still ended below.
        }
        tree.add(process.toHandle());
        tree.forEach(ProcessHandle::destroy);
    }
}
