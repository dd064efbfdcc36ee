package io.henge.core.placement;

import java.util.Optional;

/** The task is not tied to another cluster. */
final class TieFilter implements Filter {
    @Override
    public Optional<Refusal> refusal(Candidate cluster, Asker asker) {
        return asker.tied().isEmpty() || asker.tied().contains(cluster.name())
                ? Optional.empty()
                : Optional.of(new Refusal(Finding.Kind.EXCLUDED, "cannot take it: " + asker.why()));
    }
}
