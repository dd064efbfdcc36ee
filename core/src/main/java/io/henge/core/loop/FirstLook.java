package io.henge.core.loop;

import io.henge.core.decide.FleetSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The time in which placement waits for clusters that have not answered yet. It begins with the first answer, also while rows
 * are still read: what is waited for is no cluster's list and no store, only that the others are as quick as the first.
 */
final class FirstLook {
    private final Duration patience;
    private final InstantSource clock;

    /** Set once, by whoever is the first to be told. */
    private final AtomicReference<@Nullable Instant> begun = new AtomicReference<>();

    FirstLook(Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /** A cluster has answered. To be called by any thread. */
    void answered() {
        begun.compareAndSet(null, clock.instant());
    }

    /** When it ends; never while none has answered, since none can be given anything then. */
    Instant ends(FleetSnapshot fleet) {
        if (fleet.clusters().values().stream().anyMatch(facts -> facts.watch().answers())) {
            answered();
        }
        @Nullable Instant since = begun.get();
        return since == null ? Instant.MAX : since.plus(patience);
    }
}
