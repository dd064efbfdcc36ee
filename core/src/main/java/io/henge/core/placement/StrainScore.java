package io.henge.core.placement;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pods that ask for as much find no room there, as far as is known: what can go elsewhere is not the one to try it with. */
final class StrainScore implements Score {
    private static final long POINTS = -20_000_000;

    @Override
    public Stream<Appraisal.Mark> marks(Option cluster, Asker asker) {
        @Nullable Strain strain = cluster.taken().strain();
        return strain == null || !strain.concerns(asker.asked().needs().on(cluster.name()))
                ? Stream.empty()
                : Stream.of(new Appraisal.Mark("it " + strain.pressure().words(), POINTS));
    }
}
