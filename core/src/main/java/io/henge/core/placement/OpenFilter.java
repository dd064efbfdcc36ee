package io.henge.core.placement;

import java.util.Optional;

/** The cluster takes something at all: it is well, and nobody has said that it takes nothing. */
final class OpenFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return Optional.ofNullable(cluster.closed()).map(why -> new Obstacle(Appraisal.Kind.CLOSED, why));
    }
}
