package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose turn it is, of attempts that are asked something again and again: a few within a second, and each only so often. Only
 * the loop's thread may use it.
 */
final class Rota {
    private static final Duration PACE = Duration.ofSeconds(1);

    /** How soon it is looked again at one that could not be asked. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** How many are looked at for each that is asked: a turn costs no more, however many are due. */
    private static final int LOOKS = 10;

    private final int atOnceMax;
    private final Duration every;
    private final Timers<AttemptId> dues = new Timers<>();

    private Instant next = Instant.MIN;

    /**
     * @param atOnceMax how many are asked within a second
     * @param every how often one is asked at most
     */
    Rota(int atOnceMax, Duration every) {
        this.atOnceMax = atOnceMax;
        this.every = every;
    }

    /** Takes note of attempts that may be of another kind now. */
    void changed(Collection<AttemptId> changed, Predicate<AttemptId> isOfThem, Instant now) {
        for (AttemptId id : changed) {
            if (!isOfThem.test(id)) {
                dues.clear(id);
            } else if (!dues.has(id)) {
                dues.set(id, now);
            }
        }
    }

    /** Asks those who are due, if it is time for that. */
    void step(Predicate<AttemptId> ask, Instant now) {
        if (now.isBefore(next) || dues.next().filter(at -> !at.isAfter(now)).isEmpty()) {
            return;
        }
        next = now.plus(PACE);
        int asked = 0;
        for (AttemptId id : dues.takeDue(now, LOOKS * atOnceMax)) {
            if (asked == atOnceMax) {
                dues.set(id, now);
            } else {
                boolean isAsked = ask.test(id);
                asked += isAsked ? 1 : 0;
                dues.set(id, now.plus(isAsked ? every : PAUSE));
            }
        }
    }

    /** When somebody is due, if anybody is. */
    Optional<Instant> next() {
        return dues.next().map(at -> at.isAfter(next) ? at : next);
    }
}
