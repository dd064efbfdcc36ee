package io.henge.kubernetes.document;

import io.henge.shaded.snakeyaml.engine.v2.exceptions.Mark;
import io.henge.shaded.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import io.henge.shaded.snakeyaml.engine.v2.exceptions.YamlEngineException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with a text that is no YAML, in words for whoever wrote it; never a part of the text, which may be secret. */
final class YamlFaults {
    static final String UNRENDERED =
            "`{{ }}` of Helm or the like, which nobody filled in. Give the rendered file, for example what"
                    + " `helm template` prints.";

    /** Noticed one line too late. */
    private static final String NO_COLON = "could not find expected ':'";

    private static final String GENERAL =
            "not YAML at column %d. Mend its quotes, brackets and indentation, for example"
                    + " with `kubectl create --dry-run=client -f FILE`.";

    /**
     * What the parser calls a problem, by a part of its words, and what is to be said: with the line and column where what
     * could not be read began.
     */
    private static final List<Fault> FAULTS = List.of(
            new Fault("(TAB)", "a tab where YAML takes none. Indent with spaces."),
            new Fault(
                    "mapping values are not allowed",
                    "a colon at column %d where no field can begin. Put a text that has `: ` in it in quotes, or mend the"
                            + " indentation of this line or the one above."),
            new Fault(
                    NO_COLON,
                    "expected `name: value`, and there is no colon. Mend the indentation of this line, or put a longer text"
                            + " below `|`."),
            new Fault(
                    "sequence entries are not allowed",
                    "a `-` at column %d where no element of a list can begin. Begin the list in a line of its own."),
            new Fault(
                    "expected <block end>",
                    "its indentation, or what it begins with, fits none of the lines above. Indent all fields of an object,"
                            + " and all `-` of a list, by the same number of spaces."),
            new Fault(
                    "expected the node content",
                    "a bracket or comma at column %d is one too many, or a bracket before it is not closed."),
            new Fault("expected ',' or ']'", "a list in `[ ]` is not closed, or lacks a comma at column %d."),
            new Fault("expected ',' or '}'", "an object in `{ }` is not closed, or lacks a comma at column %d."),
            new Fault(
                    "<document start>",
                    "something follows the end of the document. Take it out, or mend the indentation of this line."),
            new Fault("unexpected end of stream", "a quote is not closed. Close it."),
            new Fault("document separator", "a quote is not closed before `---`. Close it."),
            new Fault(
                    "escape character",
                    "a backslash at column %d that means nothing. Write two of them, or use single quotes."),
            new Fault("hexadecimal", "a `\\x` or `\\u` at column %d without its digits. Write two backslashes."),
            new Fault(
                    "cannot start any token",
                    "a character at column %d with which no text can begin. Put the text in quotes."),
            new Fault("undefined tag handle", "a tag at column %d that means nothing here. Take it out."),
            new Fault(
                    "alphabetic or numeric",
                    "a `&` or `*` at column %d without a name. Put a text that begins with one in quotes."),
            new Fault("expected chomping", "`|` or `>` at column %d is followed by a text. Begin it in the next line."),
            new Fault(
                    "expected a comment", "`|` or `>` at column %d is followed by a text. Begin it in the next line."));

    private record Fault(String problem, String words) {}

    private YamlFaults() {}

    static Remark of(YamlEngineException e, String text) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            return new Remark(0, "is not YAML. Write it as Kubernetes' documentation has its examples.");
        }
        Optional<Mark> mark = marked.getProblemMark();
        int line = Math.min(mark.map(Mark::getLine).orElse(0) + 1, linesOf(text));
        int column = mark.map(Mark::getColumn).orElse(0) + 1;
        Optional<Integer> unrendered = unrendered(text, line);
        if (unrendered.isPresent()) {
            return new Remark(unrendered.get(), UNRENDERED);
        }
        if (isIndentedWithTab(text, line)) {
            return new Remark(line, FAULTS.get(0).words());
        }
        String problem = String.valueOf(marked.getProblem());
        String words = FAULTS.stream()
                .filter(fault -> problem.contains(fault.problem()))
                .map(Fault::words)
                .findFirst()
                .orElse(GENERAL);
        Optional<Integer> begun = marked.getContextMark().map(begin -> begin.getLine() + 1);
        if (problem.contains(NO_COLON) && begun.isPresent()) {
            return new Remark(begun.get(), words);
        }
        String since = begun.isPresent() && begun.get() < line
                ? " What cannot be read begins in line " + begun.get() + "."
                : "";
        return new Remark(line, String.format(Locale.ROOT, words, column) + since);
    }

    /** Whether a template language has left its brackets in that line. */
    static boolean isUnrendered(String text, int line) {
        return line(text, line).contains("{{");
    }

    /** The line with such brackets that made {@code line} unreadable: that one, or one above that begins with them. */
    private static Optional<Integer> unrendered(String text, int line) {
        List<String> lines = text.lines().limit(line).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).stripLeading().startsWith("{{")) {
                return Optional.of(i + 1);
            }
        }
        return isUnrendered(text, line) ? Optional.of(line) : Optional.empty();
    }

    private static boolean isIndentedWithTab(String text, int line) {
        String there = line(text, line);
        String indentation =
                there.substring(0, there.length() - there.stripLeading().length());
        return indentation.contains("\t");
    }

    private static String line(String text, int line) {
        return text.lines().skip(line - 1L).findFirst().orElse("");
    }

    private static int linesOf(String text) {
        return Math.max(1, (int) text.lines().count());
    }

    static int lineAt(String text, int index) {
        return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    }

    /** Where the first character is that YAML does not take (YAML 1.2.2, Character Set); -1 if there is none. */
    static int controlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean taken = (c >= ' ' && c < 0x7F)
                    || c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c == 0x85
                    || (c >= 0xA0 && c < 0xFFFE && (!Character.isSurrogate(c) || isPair(text, i)));
            if (!taken) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
