package io.henge.kubernetes.watch;

import io.henge.kubernetes.call.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a text in UTF-8, none of them longer than a bound, so that nobody fills the memory by one. For one thread. */
final class BoundedLines implements AutoCloseable {
    private static final int READ_AT_ONCE = 8_192;

    private final Reader text;
    private final int charactersMax;
    private final char[] read = new char[READ_AT_ONCE];
    private int at;
    private int end;

    BoundedLines(InputStream text, int charactersMax) {
        this.text = new InputStreamReader(text, StandardCharsets.UTF_8);
        this.charactersMax = charactersMax;
    }

    /**
     * The next line without its line feed, or what is left of the text; null at its end.
     *
     * @throws RefusedException if the line is longer than the bound; nothing can be read after it
     */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        while (at < end || fill()) {
            int feed = at;
            while (feed < end && read[feed] != '\n') {
                feed++;
            }
            line.append(read, at, feed - at);
            if (line.length() > charactersMax) {
                throw new RefusedException("The API server sent a line of more than " + charactersMax + " characters");
            }
            at = feed + 1;
            if (feed < end) {
                return line.toString();
            }
        }
        return line.length() == 0 ? null : line.toString();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, text.read(read, 0, read.length));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
