package io.henge.core.placement;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** It did not get on there the last time. */
final class AvoidScore implements Score {
    private static final long POINTS = -10_000_000;

    @Override
    public Stream<Appraisal.Mark> marks(Option cluster, Asker asker) {
        @Nullable Setback setback = asker.preference().setbacks().get(cluster.name());
        long left = setback == null ? 0 : setback.left(POINTS, asker.now());
        return setback == null || left == 0 ? Stream.empty() : Stream.of(new Appraisal.Mark(setback.words(), left));
    }
}
