package io.henge.core.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that turns a {@link TaskLoop}: whenever something was posted, and at the times that the plan asks for. */
public final class LoopThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

    /** How often every task is looked at although nothing was told, a few at a time: what was missed is then found. */
    private static final Duration ROUND = Duration.ofSeconds(30);

    private static final Duration STEP = ROUND.dividedBy(Round.PARTS);

    private static final Duration JOIN_MAX = Duration.ofSeconds(5);

    private final TaskLoop loop;
    private final InstantSource clock;
    private final @Nullable Consumer<Duration> told;
    private final Thread thread;

    public LoopThread(TaskLoop loop, InstantSource clock) {
        this(loop, clock, null);
    }

    /** @param told how long each turn took; must return at once, null for nobody */
    public LoopThread(TaskLoop loop, InstantSource clock, @Nullable Consumer<Duration> told) {
        this.loop = loop;
        this.clock = clock;
        this.told = told;
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
        Instant stepAt = clock.instant().plus(STEP);
        try {
            while (!loop.isOver()) {
                Optional<Instant> due = turn();
                Instant now = clock.instant();
                if (!now.isBefore(stepAt)) {
                    loop.lookAround();
                    stepAt = now.plus(STEP);
                }
                Instant next = due.isPresent() && due.get().isBefore(stepAt) ? due.get() : stepAt;
                loop.await(Duration.between(now, next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one place that catches everything: a bug in one turn must not end all tasks' progress. */
    private Optional<Instant> turn() {
        try {
            if (told == null) {
                return loop.turn();
            }
            Instant begun = clock.instant();
            Optional<Instant> due = loop.turn();
            told.accept(Duration.between(begun, clock.instant()));
            return due;
        } catch (RuntimeException | Error e) {
            log.error("A turn of the loop failed; the tasks that it was about wait for the next round", e);
            return Optional.empty();
        }
    }
}
