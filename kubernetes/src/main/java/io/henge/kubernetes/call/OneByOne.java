package io.henge.kubernetes.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what it is given on the threads of another executor, one at a time: what blocks holds one of them, and what comes after it
 * waits. Safe for use by several threads.
 */
public final class OneByOne implements Executor {
    private static final Logger log = LoggerFactory.getLogger(OneByOne.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean runs;

    public OneByOne(Executor threads) {
        this.threads = threads;
    }

    /** Whether nothing runs or waits. */
    public synchronized boolean isIdle() {
        return !runs;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (this) {
            waiting.add(work);
            if (runs) {
                return;
            }
            runs = true;
        }
        next();
    }

    /** In a turn of its own, so that others that share the threads have theirs between. */
    private void next() {
        try {
            threads.execute(this::runOne);
        } catch (RejectedExecutionException e) {
            forget();
            throw e;
        }
    }

    private synchronized void forget() {
        waiting.clear();
        runs = false;
    }

    private void runOne() {
        try {
            take().run();
        } finally {
            if (goesOn()) {
                goOn();
            }
        }
    }

    private void goOn() {
        try {
            next();
        } catch (RejectedExecutionException e) {
            log.debug("There are no threads any more", e);
        }
    }

    private synchronized Runnable take() {
        return waiting.remove();
    }

    private synchronized boolean goesOn() {
        runs = !waiting.isEmpty();
        return runs;
    }
}
