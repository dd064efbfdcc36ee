package io.henge.e2e.world;

import io.henge.demo.world.Progress;
import java.time.Duration;

/** Prints every finished step on standard error, so that a long test run shows where it is. */
final class PrintedProgress implements Progress {
    @Override
    public void begun(String step) {
        // The end of a step says enough.
    }

    @Override
    public void done(String step, Duration took) {
        System.err.printf("  %s: %.1f s%n", step, took.toMillis() / 1_000.0);
    }

    @Override
    public void failed(String step) {
        System.err.println("  " + step + " FAILED");
    }

    @Override
    public void note(String message) {
        System.err.println("  " + message);
    }
}
