package io.henge.core.health;

/**
 * How many calls one API server is asked for at once: one more for each round of them that it has answered, half as many
 * when it is overloaded. Additive increase, multiplicative decrease is the rule by which TCP shares a line (RFC 5681; Chiu
 * and Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance", 1989). For one thread.
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
public final class ConcurrencyLimit {
    public static final int LEAST = 2;
    public static final int MOST = 32;

    /** As many as client-go's usual loops have workers, which no API server minds. */
    public static final int AT_FIRST = 16;

    /** One of so many, and at least one, is kept for calls that end something. */
    private static final int RESERVED_OF = 8;

    private int calls = AT_FIRST;
    private int answered;

    /** Whether there was a decrease yet, and when the last one was. */
    private boolean decreased;

    private long decreasedAt;

    /** How many calls there may be. */
    public int calls() {
        return calls;
    }

    /** How many there may be when another one begins that begins something. */
    public int beginnings() {
        return calls - Math.max(1, calls / RESERVED_OF);
    }

    /** A call was answered well. */
    public void answered() {
        answered++;
        if (answered >= calls) {
            answered = 0;
            calls = Math.min(MOST, calls + 1);
        }
    }

    /** The API server is overloaded, as a call shows that was sent then; those sent before the last decrease say nothing new. */
    public void overloaded(long sentAt, long now) {
        if (decreased && sentAt - decreasedAt < 0) {
            return;
        }
        answered = 0;
        decreased = true;
        decreasedAt = now;
        calls = Math.max(LEAST, calls / 2);
    }
}
