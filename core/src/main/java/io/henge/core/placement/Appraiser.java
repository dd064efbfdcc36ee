package io.henge.core.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at one cluster for one preference: what refuses it first, or all that speaks for it and against it. */
final class Appraiser {
    /** What is found first counts: what nobody can change soon before what passes by itself. */
    private static final List<Filter> FILTERS = List.of(
            new OpenFilter(),
            new TieFilter(),
            new RuleFilter(),
            new TaintFilter(),
            new SizeFilter(),
            new CapacityFilter(),
            new ResourceFilter(),
            new StrainFilter(),
            new CallFilter(),
            new KeptFilter());

    /** Of the first four, each weighs more than all below it together. */
    private static final List<Score> SCORES = List.of(
            new WishScore(),
            new StrainScore(),
            new AvoidScore(),
            new ReplicaScore(),
            new PreferScore(),
            new TaintScore());

    private Appraiser() {}

    static Appraisal of(Option cluster, Asker asker) {
        for (Filter filter : FILTERS) {
            Optional<Obstacle> refusal = filter.refusal(cluster, asker);
            if (refusal.isPresent()) {
                return new Appraisal(
                        cluster.name(), refusal.get().kind(), refusal.get().words(), List.of());
            }
        }
        List<Appraisal.Mark> marks = new ArrayList<>();
        SCORES.forEach(score -> score.marks(cluster, asker).forEach(marks::add));
        return new Appraisal(cluster.name(), Appraisal.Kind.FITS, "", marks);
    }
}
