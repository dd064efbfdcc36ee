package io.henge.core.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that turns a {@link TaskLoop}: whenever something was posted, and at the times that the plan asks for. */
public final class LoopThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

    /** How often every task is looked at although nothing was told: what was missed is then found. */
    private static final Duration FULL_PASS = Duration.ofSeconds(30);

    private static final Duration JOIN_MAX = Duration.ofSeconds(5);

    private final TaskLoop loop;
    private final InstantSource clock;
    private final Thread thread;

    public LoopThread(TaskLoop loop, InstantSource clock) {
        this.loop = loop;
        this.clock = clock;
        this.thread = new Thread(this::run, "henge-loop");
        this.thread.setDaemon(true);
    }

    /** Takes the first turn before it returns, so that nobody reads less than was restored; then starts the thread. */
    public void start() {
        Optional<Instant> unused = turn();
        thread.start();
    }

    /** Ends the loop's term and its thread, within 5 s. */
    @Override
    public void close() {
        loop.endTerm();
        thread.interrupt();
        try {
            thread.join(JOIN_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Instant fullPassAt = clock.instant().plus(FULL_PASS);
        try {
            while (!loop.isOver()) {
                Optional<Instant> due = turn();
                Instant now = clock.instant();
                if (!now.isBefore(fullPassAt)) {
                    loop.lookAtAll();
                    fullPassAt = now.plus(FULL_PASS);
                }
                Instant next = due.isPresent() && due.get().isBefore(fullPassAt) ? due.get() : fullPassAt;
                loop.await(Duration.between(now, next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one place that catches everything: a bug in one turn must not end all tasks' progress. */
    private Optional<Instant> turn() {
        try {
            return loop.turn();
        } catch (RuntimeException | Error e) {
            log.error("A turn of the loop failed; the tasks that it was about wait for the next full pass", e);
            return Optional.empty();
        }
    }
}
