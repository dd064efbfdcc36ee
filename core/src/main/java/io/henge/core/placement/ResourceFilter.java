package io.henge.core.placement;

import io.henge.core.attempt.Resources;
import java.util.Optional;

/** What the pod asks for is free. */
final class ResourceFilter implements Filter {
    /** The largest part of any of its resources that the cluster lacks for such a pod; 0 where all is free. */
    static double lack(Option cluster, Resources needs) {
        Resources free = cluster.offer().free(cluster.taken().held());
        return free.amounts().entrySet().stream()
                .mapToDouble(one -> (needs.amount(one.getKey()) - one.getValue())
                        / (double) Math.max(1, cluster.offer().total().amount(one.getKey())))
                .filter(lack -> lack > 0)
                .max()
                .orElse(0);
    }

    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        Resources needs = asker.asked().needs().on(cluster.name());
        Offer offer = cluster.offer();
        return offer.shortOf(cluster.taken().held(), needs)
                .map(name -> new Obstacle(
                        Appraisal.Kind.FULL,
                        "is full: the pod asks for " + Resources.words(name, needs.amount(name)) + " of " + name
                                + ", and "
                                + Resources.words(
                                        name, offer.free(cluster.taken().held()).amount(name))
                                + " of " + Resources.words(name, offer.total().amount(name)) + " is free by "
                                + offer.source().words()));
    }
}
