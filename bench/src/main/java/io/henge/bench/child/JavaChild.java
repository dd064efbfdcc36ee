package io.henge.bench.child;

import io.henge.demo.process.LogFile;
import io.henge.demo.process.PartFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process on our own class path. It says what is to be known on its standard output, a line each, is told on its
 * standard input what to do, and ends when that does: {@link #close()} or the death of this process is enough.
 */
public final class JavaChild implements AutoCloseable {
    private static final int END_SECONDS_MAX = 10;

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final Path log;

    private JavaChild(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
    }

    /**
     * Starts {@code main} with some options of the virtual machine.
     *
     * @param scratch where its log, which is its standard error, is written
     */
    public static JavaChild start(Path scratch, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Path log = scratch.resolve(main.getSimpleName() + ".log");
        Process process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new JavaChild(main.getSimpleName(), process, log);
    }

    /** The next line that the child says; waits for it. */
    public String line() {
        try {
            String line = output.readLine();
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from", e);
        }
        throw new PartFailed(new LogFile(log).explain(name + " ended without an answer."));
    }

    /** Says a line to the child, on its standard input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be written to", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** For the child: returns once its standard input has ended. */
    public static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // What the parent says means nothing; only that it is there.
        }
    }
}
