package io.henge.core.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at one cluster for one preference: what refuses it first, or all that speaks for it and against it. */
final class Findings {
    private Findings() {}

    static Finding of(Candidate cluster, Asker asker) {
        for (Filter filter : Filter.ALL) {
            Optional<Refusal> refusal = filter.refusal(cluster, asker);
            if (refusal.isPresent()) {
                return new Finding(
                        cluster.name(), refusal.get().kind(), refusal.get().words(), List.of());
            }
        }
        List<Finding.Mark> marks = new ArrayList<>();
        Score.ALL.forEach(score -> score.marks(cluster, asker).forEach(marks::add));
        return new Finding(cluster.name(), Finding.Kind.FITS, "", marks);
    }
}
