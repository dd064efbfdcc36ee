package io.henge.druid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that is made from the code, or what stands in one below docs/reference between {@code <!-- generated: NAME -->} and
 * {@code <!-- end -->}. With {@code -Dhenge.docs=write} it is written; else it must be there already.
 */
public final class GeneratedPart {
    private static final Path DIRECTORY = Path.of("..", "docs", "reference");
    private static final String END = "<!-- end -->";
    private static final String REMEDY = "%s is not what the code says. Write it with: "
            + "mvn -q -f druid-extension/pom.xml test -Dtest='*PageTest' -Dhenge.docs=write";

    private GeneratedPart() {}

    /** Checks one part of a file. */
    public static void check(String file, String name, String expected) {
        String text = read(DIRECTORY.resolve(file));
        String begin = "<!-- generated: " + name + " -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(END, from);
        assertThat(text).as("docs/reference/" + file).contains(begin);
        assertThat(to).as("the end of " + begin).isPositive();
        checkWhole(file, text.substring(0, from) + "\n" + expected + "\n" + text.substring(to));
    }

    /** Checks a file that is all made from the code. */
    public static void checkWhole(String file, String expected) {
        checkWhole(DIRECTORY.resolve(file), expected);
    }

    /** Likewise, of a file elsewhere in the repository. */
    public static void checkWhole(Path file, String expected) {
        if ("write".equals(System.getProperty("henge.docs"))) {
            write(file, expected);
        }
        assertThat(read(file)).as(REMEDY, file.normalize()).isEqualTo(expected);
    }

    /** A row of a table in Markdown. */
    public static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** The head of a table in Markdown. */
    public static String head(String... cells) {
        return row(List.of(cells)) + "|" + " --- |".repeat(cells.length) + "\n";
    }

    private static String read(Path path) {
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
