package io.henge.kubernetes.watch;

import io.henge.kubernetes.call.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a text, none of them longer than a bound, so that nobody fills the memory by one. For one thread. */
final class BoundedLines implements AutoCloseable {
    private static final int READ_AT_ONCE = 8_192;

    private final InputStream text;
    private final int bytesMax;

    /** Grows with the longest line; what is between {@code at} and {@code end} is read and not yet given out. */
    private byte[] read = new byte[READ_AT_ONCE];

    private int at;
    private int end;

    BoundedLines(InputStream text, int bytesMax) {
        this.text = text;
        this.bytesMax = bytesMax;
    }

    /**
     * The next line without its line feed, or what is left of the text; null at its end. It is valid until the next call.
     *
     * @throws RefusedException if the line is longer than the bound; nothing can be read after it
     */
    @Nullable
    ByteBuffer next() throws IOException {
        int feed = at;
        while (true) {
            while (feed < end && read[feed] != '\n') {
                feed++;
            }
            if (feed - at > bytesMax) {
                throw new RefusedException("The API server sent a line of more than " + bytesMax + " bytes");
            }
            if (feed < end) {
                return take(feed, feed + 1);
            }
            int known = feed - at;
            if (!fill()) {
                return known == 0 ? null : take(end, end);
            }
            feed = at + known;
        }
    }

    private ByteBuffer take(int lineEnd, int next) {
        ByteBuffer line = ByteBuffer.wrap(read, at, lineEnd - at);
        at = next;
        return line;
    }

    /** Reads more behind what is not yet given out; false at the end of the text. */
    private boolean fill() throws IOException {
        int left = end - at;
        if (left == read.length) {
            read = Arrays.copyOf(read, 2 * read.length);
        } else {
            System.arraycopy(read, at, read, 0, left);
            at = 0;
            end = left;
        }
        int more = text.read(read, end, read.length - end);
        end += Math.max(0, more);
        return more > 0;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
