package io.henge.druid.logs;

import com.google.common.base.Optional;
import io.henge.core.attempt.AttemptId;
import io.henge.core.report.LogPreface;
import io.henge.core.report.LogPreface.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.druid.tasklogs.TaskLogs;

/** What deep storage has of the logs of single attempts. */
public final class SavedLogs {
    private SavedLogs() {}

    /**
     * Absent where it has nothing of that attempt.
     *
     * @param offset where to begin, counted from the beginning of that attempt's; at least 0
     * @throws IOException if deep storage cannot be read
     */
    public static Optional<InputStream> read(TaskLogs logs, AttemptId attempt, long offset) throws IOException {
        Optional<InputStream> whole = logs.streamTaskLog(attempt.task().value(), 0);
        if (!whole.isPresent()) {
            return Optional.absent();
        }
        InputStream stream = whole.get();
        try {
            byte[] head = stream.readNBytes(EarlierLogs.READ_MAX);
            String text = new String(head, StandardCharsets.UTF_8);
            java.util.Optional<Part> part = LogPreface.part(text, attempt);
            if (part.isPresent()) {
                InputStream log = of(part.get(), text, head, stream);
                LiveLogs.pass(log, offset);
                return Optional.of(log);
            }
        } catch (IOException e) {
            stream.close();
            throw e;
        }
        stream.close();
        return Optional.absent();
    }

    /** What stands before the last attempt's log was written by us, and is UTF-8. */
    private static InputStream of(Part part, String text, byte[] head, InputStream rest) throws IOException {
        int begin = bytes(text.substring(0, part.begin()));
        boolean goesOn = part.end() == text.length();
        int end = goesOn ? head.length : begin + bytes(text.substring(part.begin(), part.end()));
        InputStream first = new ByteArrayInputStream(head, begin, end - begin);
        if (goesOn) {
            return new SequenceInputStream(first, rest);
        }
        rest.close();
        return first;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
