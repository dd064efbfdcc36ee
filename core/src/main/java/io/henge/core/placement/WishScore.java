package io.henge.core.placement;

import java.util.stream.Stream;

/** A person wants it to go there. */
final class WishScore implements Score {
    private static final long POINTS = 100_000_000;

    @Override
    public Stream<Appraisal.Mark> marks(Option cluster, Asker asker) {
        return cluster.name().equals(asker.preference().wish())
                ? Stream.of(new Appraisal.Mark("an operator moved it there", POINTS))
                : Stream.empty();
    }
}
