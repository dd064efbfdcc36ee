package io.henge.core.placement;

import java.util.stream.Stream;

/** Taints that only speak against it, and that nothing tolerates: each as much as the strongest rule. */
final class TaintScore implements Score {
    @Override
    public Stream<Finding.Mark> marks(Candidate cluster, Asker asker) {
        return cluster.profile().taints().stream()
                .filter(taint -> taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE
                        && !asker.asked().tolerates(taint))
                .map(taint -> new Finding.Mark("taint[" + taint + "]", -Rule.WEIGHT_MAX));
    }
}
