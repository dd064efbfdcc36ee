package io.henge.core.placement;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Few others are there that stand in for it: they are not to be lost together. */
final class ReplicaScore implements Score {
    private static final long POINTS_EACH = -100_000;
    private static final int COUNTED_MAX = 90;

    @Override
    public Stream<Appraisal.Mark> marks(Option cluster, Asker asker) {
        @Nullable Kin kin = asker.asked().kin();
        if (kin == null || kin.bond() != Kin.Bond.APART) {
            return Stream.empty();
        }
        int there = Math.min(COUNTED_MAX, cluster.kin(kin.group()));
        return there == 0
                ? Stream.empty()
                : Stream.of(new Appraisal.Mark(there + " of its replicas are there", there * POINTS_EACH));
    }
}
