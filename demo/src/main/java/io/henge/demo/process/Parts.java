package io.henge.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of one world, each in a session of its own, and the record that finds them again.
 *
 * <p>A process writes its own mark before it becomes the program, so there is no moment at which it runs unrecorded:
 * whoever starts it may be killed on any line. After {@link #close()} nothing starts any more.
 */
public final class Parts {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration RECORD_LIMIT = Duration.ofSeconds(20);
    private static final Duration TERM_GRACE = Duration.ofSeconds(10);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final String SUFFIX = ".pid";
    private static final String COMMAND_SUFFIX = ".command";

    /** What no argument of a program can contain. */
    private static final String END_OF_ARGUMENT = "\0";

    /** Run by bash as {@code bash -c … henge-part RECORD PROGRAM ARGS}: records pid, start time and boot, then execs. */
    private static final String RECORD_AND_EXEC = """
            record=$1; shift
            stat=$(</proc/$$/stat) && stat=${stat##*) } && fields=($stat) && boot=$(</proc/sys/kernel/random/boot_id) &&
            printf '%s %s %s\\n' "$$" "${fields[19]}" "$boot" >"$record.new" && mv -f "$record.new" "$record" &&
            exec "$@"
            """;

    private final Path records;
    private final Path logs;
    private boolean closed;

    /**
     * @param records where the marks of running parts are kept
     * @param logs where each part's output goes
     */
    public Parts(Path records, Path logs) {
        this.records = records;
        this.logs = logs;
    }

    /** Starts {@code command} as part {@code name}; returns once its mark is on disk. */
    public Part start(String name, List<String> command, Path workingDirectory) throws InterruptedException {
        Started started = begin(name, command, workingDirectory, Map.of());
        try {
            Files.writeString(
                    records.resolve(name + COMMAND_SUFFIX),
                    workingDirectory + END_OF_ARGUMENT + String.join(END_OF_ARGUMENT, command));
        } catch (IOException e) {
            throw new UncheckedIOException("The command line of " + name + " cannot be kept", e);
        }
        return started.part();
    }

    /**
     * Starts a part that has ended with the command line and the working directory that it was started with before.
     *
     * @param environment more variables, for this start only
     */
    public Part startAgain(String name, Map<String, String> environment) throws InterruptedException {
        if (running(name).isPresent()) {
            throw new IllegalStateException("Part[" + name + "] still runs, so it is not started again");
        }
        try {
            String kept = Files.readString(records.resolve(name + COMMAND_SUFFIX));
            List<String> words = List.of(kept.split(END_OF_ARGUMENT, -1));
            return begin(name, words.subList(1, words.size()), Path.of(words.get(0)), environment)
                    .part();
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("Part[" + name + "] was never started here", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The command line of " + name + " cannot be read", e);
        }
    }

    /** Runs {@code command} to its end, or ends it after {@code limit}; throws unless it succeeded. */
    public void run(String name, List<String> command, Path workingDirectory, Duration limit)
            throws InterruptedException {
        Started started = begin(name, command, workingDirectory, Map.of());
        Part part = started.part();
        if (!started.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            end(List.of(part));
            throw new PartFailed(part.log().explain(name + " was not done after " + limit.toSeconds() + " s."));
        }
        forget(part);
        int status = started.process().exitValue();
        if (status != 0) {
            throw new PartFailed(part.log().explain(name + " failed with exit status " + status + "."));
        }
    }

    /** A part, and the child process that it is as long as we live. */
    private record Started(Part part, Process process) {}

    private Started begin(String name, List<String> command, Path workingDirectory, Map<String, String> environment)
            throws InterruptedException {
        LogFile log = new LogFile(logs.resolve(name + ".log"));
        Path record = records.resolve(name + SUFFIX);
        List<String> line =
                new ArrayList<>(List.of("setsid", "bash", "-c", RECORD_AND_EXEC, "henge-part", record.toString()));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(environment);
        Process process = launch(builder, record, name);
        boolean recorded =
                Poll.until(RECORD_LIMIT, LOOK_EVERY, () -> read(record).isPresent() || !process.isAlive());
        Optional<ProcessMark> mark = read(record);
        if (!recorded || mark.isEmpty()) {
            process.destroyForcibly();
            throw new PartFailed(log.explain(name + " could not be started."));
        }
        return new Started(new Part(name, mark.get(), log), process);
    }

    private synchronized Process launch(ProcessBuilder builder, Path record, String name) {
        if (closed) {
            throw new PartFailed(name + " was not started, because the world is being taken down.");
        }
        try {
            Files.createDirectories(records);
            Files.createDirectories(logs);
            Files.deleteIfExists(record);
            return builder.start();
        } catch (IOException e) {
            throw new PartFailed(name + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Refuses every later start. */
    public synchronized void close() {
        closed = true;
    }

    /** The part of this name, if it is recorded and still runs. */
    public Optional<Part> running(String name) {
        return running().stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** The recorded parts that still run, by name. */
    public List<Part> running() {
        try (Stream<Path> files = Files.list(records)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .flatMap(file -> read(file).stream().map(mark -> part(file, mark)))
                    .filter(part -> part.mark().isAlive())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Part part(Path record, ProcessMark mark) {
        String file = record.getFileName().toString();
        String name = file.substring(0, file.length() - SUFFIX.length());
        return new Part(name, mark, new LogFile(logs.resolve(name + ".log")));
    }

    /** Ends these parts and everything they started: asks first, insists after ten seconds. Forgets those that ended. */
    public void end(List<Part> parts) throws InterruptedException {
        List<ProcessMark> family =
                parts.stream().flatMap(part -> part.mark().family().stream()).toList();
        for (Part part : parts) {
            if (part.mark().isStopped()) {
                part.mark().kill();
            } else {
                part.mark().terminate();
            }
        }
        boolean ended = Poll.until(
                TERM_GRACE,
                LOOK_EVERY,
                () -> parts.stream().noneMatch(part -> part.mark().isAlive()));
        family.forEach(ProcessMark::kill);
        if (!Poll.until(KILL_LIMIT, LOOK_EVERY, () -> family.stream().noneMatch(ProcessMark::isAlive))) {
            throw new PartFailed("These processes do not end, not even by SIGKILL (ended politely: " + ended + "): "
                    + family.stream()
                            .filter(ProcessMark::isAlive)
                            .map(ProcessMark::pid)
                            .toList());
        }
        parts.forEach(this::forget);
    }

    private void forget(Part part) {
        try {
            Files.deleteIfExists(records.resolve(part.name() + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessMark> read(Path record) {
        try {
            return ProcessMark.parse(Files.readString(record));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
