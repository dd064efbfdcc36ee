package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The clusters from which attempts are taken, by a person's word or since they are silent. Only the loop's thread may use it.
 */
record Departures(Drains drains, Losses losses) {
    Departures(LoopState state, Supplier<Set<ClusterName>> registered) {
        this(new Drains(state, registered), new Losses(state.table()));
    }

    /** When to look again, if that is to be done also where nothing else happens. */
    Optional<Instant> next() {
        return Stream.of(drains.next(), losses.next()).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
