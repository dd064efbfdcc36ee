package io.henge.druid.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that a test runs in its own process: its files, its arguments, and what it prints and says. */
final class ProgramRun {
    private final Path dir;
    private final Program program;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    /** Returns the exit status. */
    interface Program {
        int run(List<String> arguments, PrintStream out, PrintStream messages);
    }

    /** @param dir where its files are */
    ProgramRun(Path dir, Program program) {
        this.dir = dir;
        this.program = program;
    }

    void file(String name, String... lines) throws IOException {
        Files.write(dir.resolve(name), List.of(lines));
    }

    /** Each argument that begins with {@code @} is a file of this test. What was printed before is forgotten. */
    int run(String arguments) {
        List<String> words = new ArrayList<>();
        for (String word : arguments.isEmpty() ? List.<String>of() : Arrays.asList(arguments.split(" ", -1))) {
            words.add(word.replace("@", dir + "/"));
        }
        out.reset();
        return program.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    byte[] printed() {
        return out.toByteArray();
    }

    /** With {@code @} for the directory of its files. */
    String said() {
        return messages.toString(StandardCharsets.UTF_8).replace(dir + "/", "@");
    }
}
