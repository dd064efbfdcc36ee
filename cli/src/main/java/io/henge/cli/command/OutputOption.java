package io.henge.cli.command;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether a result is printed for people or for programs. */
public final class OutputOption {
    @Option(
            names = "--output",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format output = Format.text;

    /** How a result is printed; named as people type it. */
    enum Format {
        text,
        json
    }

    /** Whether people are to read the result. */
    boolean isText() {
        return output == Format.text;
    }

    public void print(PrintWriter out, Supplier<String> text, Supplier<String> json) {
        out.println(
                switch (output) {
                    case json -> json.get();
                    case text -> text.get();
                });
        out.flush();
    }
}
