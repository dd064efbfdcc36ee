package io.henge.core.placement;

import java.util.Optional;

/** The cluster's capacity, a number of tasks, is not used up. */
final class CapacityFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        Room room = cluster.room();
        return room.isFull() ? Optional.of(new Obstacle(Appraisal.Kind.FULL, room.words())) : Optional.empty();
    }
}
