package io.henge.core.placement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pods that ask for as much find room there, or one may be tried. */
final class StrainFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        @Nullable Strain strain = cluster.taken().strain();
        return strain == null
                        || !strain.concerns(asker.asked().needs().on(cluster.name()))
                        || strain.trying() < strain.pressure().tries()
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Appraisal.Kind.FULL,
                        strain.pressure().words() + ": " + strain.pressure().tries()
                                + " at a time may try to get as much, and " + strain.trying() + " have not started"));
    }
}
