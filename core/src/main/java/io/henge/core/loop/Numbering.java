package io.henge.core.loop;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one history's entries, which grow by one over all terms. An entry is given its place among those of this
 * term where it is made, by any thread; how many came before the term is asked once, where the entry is first written,
 * on the thread that may ask the store.
 */
final class Numbering {
    private final LongSupplier newest;

    /** How many entries this term has made. */
    private final AtomicLong made = new AtomicLong();

    /** The newest entry of the terms before, null until somebody has asked the store; of the writer's thread. */
    private @Nullable Long before;

    /** @param newest asks the store for the number of the newest entry, 0 where there is none */
    Numbering(LongSupplier newest) {
        this.newest = newest;
    }

    /** The place of one more entry among those of this term, from 1. */
    long next() {
        return made.incrementAndGet();
    }

    /** The number of the entry at a place. Only for the writer's thread. */
    long at(long place) {
        Long known = before;
        if (known == null) {
            known = newest.getAsLong();
            before = known;
        }
        return known + place;
    }
}
