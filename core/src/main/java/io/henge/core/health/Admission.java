package io.henge.core.health;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among the calls that change one cluster: as many are under way as its API server bears
 * ({@link ConcurrencyLimit}), none begins while it asks to be left alone, and those that end something go before those that
 * begin something. It holds no calls and waits for nothing: whoever has them asks, and says what became of them.
 *
 * <p>Neither rank can keep the other out for ever. While calls that end something wait, one that begins something gets at
 * most the last place, and only while all others are held by calls that end something. So when every call that was under
 * way has ended, one that ends something has had its turn: it waits no longer than one call may take, however many others
 * wait to begin something.
 *
 * <p>Times are those of {@link System#nanoTime}, or count as it does. For one thread.
 */
public class Admission {
    /** Which calls go first. */
    public enum Rank {
        /** Deletes, which make room on a cluster that has too much. */
        ENDS,
        BEGINS
    }

    private final ConcurrencyLimit limit = new ConcurrencyLimit();
    private final Map<Rank, Integer> underWay = new EnumMap<>(Rank.class);

    /** The API server asks to be left alone until then; null if it does not. */
    private @Nullable Long closedUntil;

    /** How long the API server asks to be left alone from now on; zero if it does not. */
    public final Duration leftAloneFor(long now) {
        return closedUntil == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, closedUntil - now));
    }

    /**
     * The rank whose next call may begin now; empty if none may.
     *
     * @param waiting the ranks of which a call waits for its turn
     */
    public final Optional<Rank> next(Set<Rank> waiting, long now) {
        return leftAloneFor(now).isZero() ? next(waiting) : Optional.empty();
    }

    /** The same, of an API server that need not be left alone. */
    protected Optional<Rank> next(Set<Rank> waiting) {
        if (free() <= 0) {
            return Optional.empty();
        }
        boolean begins = waiting.contains(Rank.BEGINS);
        boolean lastIsForBeginning = begins && underWay(Rank.ENDS) >= limit.calls() - 1;
        if (!lastIsForBeginning && waiting.contains(Rank.ENDS)) {
            return Optional.of(Rank.ENDS);
        }
        boolean reserveIsKept = limit.calls() - free() < limit.beginnings();
        return begins && (lastIsForBeginning || reserveIsKept) ? Optional.of(Rank.BEGINS) : Optional.empty();
    }

    /** How many more may be under way; negative when the limit has sunk below what is. */
    protected final int free() {
        return limit.calls() - underWay(Rank.ENDS) - underWay(Rank.BEGINS);
    }

    private int underWay(Rank rank) {
        return underWay.getOrDefault(rank, 0);
    }

    /** A call of that rank begins. */
    public final void begun(Rank rank) {
        underWay.merge(rank, 1, Integer::sum);
    }

    /** A call of that rank that had begun has ended, in whatever way. */
    public final void ended(Rank rank) {
        underWay.merge(rank, -1, Integer::sum);
    }

    /**
     * A request of such a call was answered, or given up.
     *
     * @param overloaded whether that shows an overloaded API server: too many requests, a fault of its own, or no answer
     * @param retryAfter how long the API server asks to be left alone, null if it does not
     */
    public final void answered(boolean overloaded, long sentAt, long now, @Nullable Duration retryAfter) {
        if (overloaded) {
            limit.overloaded(sentAt, now);
        } else {
            limit.answered();
        }
        if (retryAfter != null && retryAfter.compareTo(leftAloneFor(now)) > 0) {
            closedUntil = now + retryAfter.toNanos();
        }
    }
}
