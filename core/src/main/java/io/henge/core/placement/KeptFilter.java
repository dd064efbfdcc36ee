package io.henge.core.placement;

import java.util.Optional;

/**
 * What becomes free there is not kept for a task that has waited too long; but one that is awaited may have it, since what
 * awaits it may be in the way.
 */
final class KeptFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return Optional.ofNullable(asker.asked().awaited() ? null : cluster.keptFor())
                .map(task -> new Obstacle(Appraisal.Kind.FULL, "is kept until task[" + task + "] has room there"));
    }
}
