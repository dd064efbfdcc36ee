package io.henge.druid.program;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * A program as the command line finds and runs it, which shares nothing but the JDK's classes with us.
 *
 * <p>What a program prints is handed on when it has ended.
 */
abstract class ProgramTool implements ToolProvider {
    private final String name;
    private final Program program;

    /** Prints its result and its messages; returns an exit status. */
    @FunctionalInterface
    interface Program {
        int run(List<String> arguments, PrintStream out, PrintStream messages);
    }

    ProgramTool(String name, Program program) {
        this.name = name;
        this.program = program;
    }

    @Override
    public String name() {
        return name;
    }

    /** @throws IllegalStateException for a fault of ours, which nothing was printed of */
    @Override
    public int run(PrintWriter out, PrintWriter messages, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            return program.run(List.of(arguments), stream(printed), stream(said));
        } catch (LinkageError e) {
            throw new IllegalStateException("A class of Druid's is missing that " + name + " needs", e);
        } finally {
            messages.print(said.toString(StandardCharsets.UTF_8));
            messages.flush();
            out.print(printed.toString(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
