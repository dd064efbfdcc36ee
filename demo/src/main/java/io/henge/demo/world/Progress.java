package io.henge.demo.world;

import java.time.Duration;

/** Who is told how far a long piece of work has come. Called from several threads. */
public interface Progress {
    /** A step has begun; steps run side by side. */
    void begun(String step);

    void done(String step, Duration took);

    void failed(String step);

    /** Something to say that is not a step. */
    void note(String message);

    /** Runs {@code work} as one step. */
    default <T> T step(String name, Work<T> work) throws InterruptedException {
        long startNanos = System.nanoTime();
        begun(name);
        boolean ok = false;
        try {
            T result = work.run();
            ok = true;
            return result;
        } finally {
            if (ok) {
                done(name, Duration.ofNanos(System.nanoTime() - startNanos));
            } else {
                failed(name);
            }
        }
    }

    /** Tells nobody. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void begun(String step) {}

            @Override
            public void done(String step, Duration took) {}

            @Override
            public void failed(String step) {}

            @Override
            public void note(String message) {}
        };
    }

    /** Something that takes time. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }
}
