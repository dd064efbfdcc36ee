package io.henge.core.placement;

import io.henge.core.attempt.Resources;
import java.util.Optional;

/** The cluster is large enough for the pod when nothing else is there. */
final class SizeFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        Resources needs = asker.asked().needs().on(cluster.name());
        Offer offer = cluster.offer();
        return offer.tooSmallFor(needs)
                .map(name -> new Obstacle(
                        Appraisal.Kind.TOO_SMALL,
                        "is too small: the pod asks for " + Resources.words(name, needs.amount(name)) + " of " + name
                                + ", and there is "
                                + Resources.words(name, offer.total().amount(name)) + " in all by "
                                + offer.source().words()));
    }
}
