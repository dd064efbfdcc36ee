package io.henge.core.placement;

import java.util.stream.Stream;

/** It did not get on there the last time. */
final class AvoidScore implements Score {
    private static final long POINTS = -10_000_000;

    @Override
    public Stream<Appraisal.Mark> marks(Option cluster, Asker asker) {
        return cluster.name().equals(asker.preference().avoid())
                ? Stream.of(new Appraisal.Mark("it was taken from there", POINTS))
                : Stream.empty();
    }
}
