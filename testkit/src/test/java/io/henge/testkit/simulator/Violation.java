package io.henge.testkit.simulator;

import java.util.function.Supplier;

/** That a simulated world has broken an invariant. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final Invariant invariant;

    Violation(Invariant invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }

    /** Throws unless {@code holds}; only then {@code what} is asked. */
    static void unless(boolean holds, Invariant invariant, Supplier<String> what) {
        if (!holds) {
            throw new Violation(invariant, what.get());
        }
    }
}
