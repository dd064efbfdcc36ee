package io.henge.core.placement;

import java.util.Optional;

/** What becomes free there is not kept for a task that has waited too long. */
final class KeptFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return Optional.ofNullable(cluster.keptFor())
                .map(task -> new Obstacle(Appraisal.Kind.FULL, "is kept until task[" + task + "] has room there"));
    }
}
