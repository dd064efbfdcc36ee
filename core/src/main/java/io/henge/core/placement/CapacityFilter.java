package io.henge.core.placement;

import java.util.Optional;

/** The cluster's capacity, a number of tasks, is not used up. */
final class CapacityFilter implements Filter {
    @Override
    public Optional<Refusal> refusal(Candidate cluster, Asker asker) {
        Room room = cluster.room();
        return room.isFull() ? Optional.of(new Refusal(Finding.Kind.FULL, room.words())) : Optional.empty();
    }
}
