package io.henge.peon;

import io.henge.core.lease.HeldLease;
import io.henge.core.lease.Renewal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The two threads of a held lease: one has it renewed, the other one ends the process when it is over. */
final class LeaseThreads implements AutoCloseable {
    /** What a log that is stuck may delay the end. */
    private static final Duration LOG_MAX = Duration.ofMillis(100);

    private final HeldLease lease;
    private final Renewal.Authority first;
    private final List<Renewal.Authority> authorities;
    private final Consumer<String> farewell;
    private final Runnable end;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Thread renewing = new Thread(this::renew, "henge-lease-renewal");
    private final Thread watching = new Thread(this::watch, "henge-lease-watch");
    private volatile boolean closed;

    /**
     * @param first who is asked before anything begins
     * @param authorities who are asked after that, in this order
     * @param farewell says why the process ends
     * @param end ends it
     */
    LeaseThreads(
            HeldLease lease,
            Renewal.Authority first,
            List<Renewal.Authority> authorities,
            Consumer<String> farewell,
            Runnable end) {
        this.lease = lease;
        this.first = first;
        this.authorities = List.copyOf(authorities);
        this.farewell = farewell;
        this.end = end;
        renewing.setDaemon(true);
        watching.setDaemon(true);
    }

    /** Returns when the first one has renewed it: until then nothing may begin, since the attempt may be replaced already. */
    void start() {
        watching.start();
        renewing.start();
        try {
            while (!asked.await(lease.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                if (lease.reason().isPresent()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        endIfOver();
    }

    private void renew() {
        while (!closed && !lease.isRenewed() && lease.reason().isEmpty()) {
            ask(List.of(first));
            LockSupport.unpark(watching);
            if (!lease.isRenewed()) {
                pause();
            }
        }
        asked.countDown();
        while (!closed) {
            pause();
            if (lease.untilRenewal().isZero()) {
                ask(authorities);
                LockSupport.unpark(watching);
            }
        }
    }

    private void pause() {
        LockSupport.parkNanos(this, lease.untilRenewal().toNanos());
    }

    /** Also a fault in somebody's code is no renewal, and not the end of all renewals. */
    private void ask(List<Renewal.Authority> whom) {
        try {
            Renewal.tryOn(lease, whom);
        } catch (RuntimeException e) {
            lease.notRenewed();
        }
    }

    private void watch() {
        while (!closed && !endIfOver()) {
            LockSupport.parkNanos(this, Math.max(1, lease.rest().toNanos()));
        }
    }

    private boolean endIfOver() {
        lease.reason().filter(why -> !closed).ifPresent(this::end);
        return lease.reason().isPresent();
    }

    private void end(String why) {
        Thread saying = new Thread(() -> farewell.accept(why), "henge-lease-farewell");
        saying.setDaemon(true);
        try {
            saying.start();
            saying.join(LOG_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watching);
        LockSupport.unpark(renewing);
    }
}
