package io.henge.core.placement;

import io.henge.core.attempt.Resources;

/**
 * A cluster's pressure, and what is being tried in spite of it.
 *
 * @param trying how many that ask for as much are there, or on their way, and have not started
 */
public record Strain(Pressure pressure, int trying) {
    boolean concerns(Resources needs) {
        return pressure.concerns(needs);
    }

    /** With one more on its way that asks for this. */
    Strain with(Resources needs) {
        return concerns(needs) ? new Strain(pressure, trying + 1) : this;
    }
}
