package io.henge.core.placement;

import java.util.stream.Stream;

/** Taints that only speak against it, and that nothing tolerates: each as much as the strongest rule. */
final class TaintScore implements Score {
    @Override
    public Stream<Appraisal.Mark> marks(Option cluster, Asker asker) {
        return cluster.profile().taints().stream()
                .filter(taint -> taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE
                        && !asker.asked().tolerates(taint))
                .map(taint -> new Appraisal.Mark("taint[" + taint + "]", -Rule.WEIGHT_MAX));
    }
}
