package io.henge.core.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's API server said to a small question that is asked again and again, on a connection of its own and with a
 * short deadline.
 *
 * @param answer how the newest question that has ended did end
 * @param words what it was, as a sentence; empty unless something went wrong
 * @param wellAgo how long ago the newest question was asked that went well; null if none has
 */
public record Probe(Answer answer, String words, @Nullable Duration wellAgo) {
    /** Before the first question has ended. */
    public static final Probe NOT_ASKED = new Probe(Answer.NONE, "", null);

    /** What an answer means for whoever wants to know whether a cluster lives. */
    public enum Answer {
        /** Nobody has asked yet. */
        NONE,
        /** The API server did as it was asked. */
        WELL,
        /** Nothing came back: no connection, or no answer within the deadline. */
        SILENT,
        /** It lives and has too much to do, or is out of order: 429, 5xx. */
        BUSY,
        /** It lives, or may, and does not know us, or we cannot ask: credentials, rights, certificates, DNS, configuration. */
        REFUSED
    }
}
