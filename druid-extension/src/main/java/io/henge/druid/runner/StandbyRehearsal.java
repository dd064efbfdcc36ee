package io.henge.druid.runner;

import com.google.common.util.concurrent.Uninterruptibles;
import io.henge.core.attempt.Attempt;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.connection.Rehearsal;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an Overlord does while it waits to lead, on a thread of its own: it builds a client that leads nowhere, makes Jobs of a
 * task that there is not, and reads them back. Ends by itself, and as soon as the Overlord leads. Nothing depends on it.
 */
final class StandbyRehearsal {
    private static final Logger log = LoggerFactory.getLogger(StandbyRehearsal.class);

    /** By then the compiler has seen most of it, as a profile of the first tasks shows. */
    private static final int ROUNDS = 300;

    private final Thread thread;
    private volatile boolean over;

    StandbyRehearsal(Supplier<JobFactory> jobs, Attempt attempt) {
        this.thread = new Thread(() -> play(jobs, attempt), "henge-rehearsal");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void play(Supplier<JobFactory> made, Attempt attempt) {
        try {
            ClientFactory.rehearse();
            JobFactory jobs = made.get();
            long begun = System.nanoTime();
            int round = 0;
            while (round < ROUNDS && !over && Rehearsal.play(jobs, attempt)) {
                round++;
            }
            log.debug("Jobs were rehearsed {} times in {} ms", round, (System.nanoTime() - begun) / 1_000_000);
        } catch (KubeconfigException | JobRefusedException | IOException | RuntimeException e) {
            // Whoever launches a task is told what is wrong, in its own words.
            log.debug("Jobs cannot be rehearsed", e);
        }
    }

    /** Ends it soon. */
    void end() {
        over = true;
    }

    /** Waits until it has ended by itself. */
    void await() {
        Uninterruptibles.joinUninterruptibly(thread);
    }
}
