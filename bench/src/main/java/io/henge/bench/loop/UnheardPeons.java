package io.henge.bench.loop;

import io.henge.core.attempt.Location;
import io.henge.core.port.Peons;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Peons of which nothing is heard: a benchmark has none. */
public final class UnheardPeons implements Peons {
    @Override
    public boolean isAnnounced(Location location) {
        return false;
    }

    @Override
    public CompletionStage<Boolean> answers(Location location) {
        return CompletableFuture.completedFuture(false);
    }
}
