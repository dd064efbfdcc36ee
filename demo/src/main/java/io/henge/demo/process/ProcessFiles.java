package io.henge.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel tells of the processes of this machine: how they were started, and which files they hold. */
public final class ProcessFiles {
    private static final Path PROC = Path.of("/proc");
    private static final String END = "\0";

    private ProcessFiles() {}

    /** The program and its arguments. */
    public static List<String> commandLine(long pid) {
        try {
            return List.of(read(pid, "cmdline").split(END));
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " does not tell its command line", e);
        }
    }

    /** The working directory. */
    public static Path directory(long pid) {
        try {
            return process(pid).resolve("cwd").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " does not tell its working directory", e);
        }
    }

    /** The first file that a process has open and whose name ends in this way. */
    public static Optional<Path> open(long pid, String ending) {
        try (Stream<Path> descriptors = Files.list(process(pid).resolve("fd"))) {
            return descriptors
                    .flatMap(descriptor -> target(descriptor).stream())
                    .filter(file -> file.toString().endsWith(ending))
                    .findFirst();
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }

    /** The processes that were started with a variable whose value begins in this way. */
    public static List<ProcessMark> withVariable(String name, String beginning) {
        String sought = END + name + "=" + beginning;
        return ProcessHandle.allProcesses()
                .filter(process -> (END + environment(process.pid())).contains(sought))
                .flatMap(process -> ProcessMark.of(process.pid()).stream())
                .toList();
    }

    private static Optional<Path> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor));
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    /** Empty for a process that has ended or is not ours. */
    private static String environment(long pid) {
        try {
            return read(pid, "environ");
        } catch (IOException unknown) {
            return "";
        }
    }

    private static String read(long pid, String file) throws IOException {
        return new String(Files.readAllBytes(process(pid).resolve(file)), StandardCharsets.UTF_8);
    }

    private static Path process(long pid) {
        return PROC.resolve(Long.toString(pid));
    }
}
