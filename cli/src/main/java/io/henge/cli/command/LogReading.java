package io.henge.cli.command;

import io.henge.cli.overlord.TaskLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How far a task's log was read and shown. For one thread. */
final class LogReading {
    private static final int PIECE = 8_192;

    private final PrintWriter out;

    /** A letter of several bytes may come in two pieces. */
    private final CharsetDecoder letters = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    private final ByteBuffer bytes = ByteBuffer.allocate(PIECE);

    private @Nullable Integer attempt;
    private long offset;

    LogReading(@Nullable Integer attempt, PrintWriter out) {
        this.attempt = attempt;
        this.out = out;
    }

    /** Whose is read next; null for the newest. */
    @Nullable
    Integer attempt() {
        return attempt;
    }

    /** How many bytes of it were read. */
    long offset() {
        return offset;
    }

    /**
     * Shows what has come, and goes on to the newest attempt where this one's log is at its end. Whether more may come.
     *
     * @param only whether other attempts are of no interest
     */
    boolean take(TaskLog log, boolean only) throws IOException {
        long before = offset;
        if (log.attempt().isPresent()) {
            attempt = log.attempt().getAsInt();
        }
        show(log);
        boolean atItsEnd = offset == before && log.cluster().isEmpty();
        if (log.latest().isEmpty()) {
            return !atItsEnd;
        }
        boolean later = attempt != null && attempt < log.latest().getAsInt();
        if (atItsEnd && later && !only) {
            attempt = log.latest().getAsInt();
            offset = 0;
        }
        return !(atItsEnd && later && only);
    }

    private void show(TaskLog log) throws IOException {
        byte[] piece = new byte[PIECE / 2];
        CharBuffer text = CharBuffer.allocate(PIECE);
        int read = log.text().read(piece);
        while (read >= 0) {
            offset += read;
            bytes.put(piece, 0, read).flip();
            letters.decode(bytes, text, false);
            bytes.compact();
            out.print(text.flip());
            text.clear();
            read = log.text().read(piece);
        }
        out.flush();
    }
}
