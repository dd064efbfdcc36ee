package io.henge.demo.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What makes one process recognisable for good: its pid, when it started, and since which boot.
 *
 * <p>A pid alone is reused by the kernel; the three together are not (proc(5): field 22 of {@code /proc/PID/stat}).
 *
 * @param startTicks clock ticks between the boot and the start of the process
 */
public record ProcessMark(long pid, long startTicks, String bootId) {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern SPACE = Pattern.compile(" ");
    /** Index of proc(5)'s field 22, counted from field 3, the first one after the command name. */
    private static final int START_TICKS_INDEX = 19;

    /** The mark of the process which now has this pid, if there is one and it is not a zombie. */
    public static Optional<ProcessMark> of(long pid) {
        return fields(pid)
                .filter(fields -> !fields.get(0).equals("Z") && !fields.get(0).equals("X"))
                .map(fields -> new ProcessMark(pid, Long.parseLong(fields.get(START_TICKS_INDEX)), currentBootId()));
    }

    /** The mark in a text of the form {@code pid startTicks bootId}; nothing if it is not of that form. */
    public static Optional<ProcessMark> parse(String text) {
        String[] words = SPACE.split(text.strip(), -1);
        if (words.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessMark(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        } catch (NumberFormatException notAMark) {
            return Optional.empty();
        }
    }

    /** Whether exactly this process still exists; a process that took over its pid does not count. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Whether the process was stopped by a signal, so that it cannot react to anything but SIGKILL and SIGCONT. */
    public boolean isStopped() {
        return fields(pid).filter(fields -> fields.get(0).equals("T")).isPresent() && isAlive();
    }

    /** Asks this process to end (SIGTERM), unless it is gone. */
    void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Ends this process (SIGKILL), unless it is gone. */
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The process and all its descendants, parents first. */
    List<ProcessMark> family() {
        return handle().stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .flatMap(handle -> of(handle.pid()).stream())
                .toList();
    }

    private Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static Optional<List<String>> fields(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The command name stands in parentheses and may itself contain spaces and parentheses.
            String afterName = stat.substring(stat.lastIndexOf(')') + 2);
            return Optional.of(List.of(SPACE.split(afterName.strip(), -1)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String currentBootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return pid + " " + startTicks + " " + bootId;
    }
}
