package io.henge.demo.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A part's log, of which people want to see the end. */
public record LogFile(Path path) {
    /** Enough for a failure with its causes, short enough for one screen. */
    private static final int LINES_MAX = 20;

    /** Enough for those lines and the stack frames between them. */
    private static final int BYTES_MAX = 64 * 1024;

    /** Java's stack frames: they push the reason out of sight and say nothing to a user. */
    private static final Pattern STACK_FRAME =
            Pattern.compile("\\s+(at \\S+\\(.*|\\.\\.\\. \\d+ (more|common frames).*)");

    /** The last lines without stack frames, at most 20; none if there is no log. */
    public List<String> lastLines() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(0, file.length() - BYTES_MAX);
            byte[] end = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line ->
                            !line.isBlank() && !STACK_FRAME.matcher(line).matches())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** {@code what}, then where the log is and its last lines. */
    public String explain(String what) {
        List<String> lines = lastLines();
        String end = lines.isEmpty() ? "\n  (the log is empty)" : "\n  | " + String.join("\n  | ", lines);
        return what + " Its log is " + path + ":" + end;
    }
}
