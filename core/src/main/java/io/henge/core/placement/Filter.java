package io.henge.core.placement;

import java.util.Optional;

/** One reason why a cluster cannot be taken. */
interface Filter {
    Optional<Obstacle> refusal(Option cluster, Asker asker);
}
