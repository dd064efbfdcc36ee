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

    /** After how long somebody is asked once more whether anything may begin. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final HeldLease lease;
    private final Renewal.Authority overlord;
    private final Renewal.Authority board;
    private final Consumer<String> farewell;
    private final Runnable end;
    private final CountDownLatch renewed = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Thread renewing = new Thread(this::renew, "henge-lease-renewal");
    private final Thread watching = new Thread(this::watch, "henge-lease-watch");
    private volatile boolean closed;

    /**
     * @param overlord who leads; is asked first, and has to renew it before anything begins
     * @param board deep storage, which has to renew it before that, and does where no Overlord answers
     * @param farewell says why the process ends
     * @param end ends it
     */
    LeaseThreads(
            HeldLease lease,
            Renewal.Authority overlord,
            Renewal.Authority board,
            Consumer<String> farewell,
            Runnable end) {
        this.lease = lease;
        this.overlord = overlord;
        this.board = board;
        this.farewell = farewell;
        this.end = end;
        renewing.setDaemon(true);
        watching.setDaemon(true);
    }

    /** Returns when deep storage has renewed it: until then nothing may begin, since the attempt may be replaced already. */
    void start() {
        watching.start();
        renewing.start();
        await(renewed);
    }

    /** Returns when the Overlord has as well, which also knows of a Job that was asked for twice. */
    void awaitOverlord() {
        await(begun);
    }

    private void await(CountDownLatch said) {
        try {
            while (!said.await(lease.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                if (closed || lease.reason().isPresent()) {
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
            ask(List.of(board));
            if (!lease.isRenewed()) {
                pause(ASK_AGAIN);
            }
        }
        renewed.countDown();
        while (!closed) {
            boolean first = begun.getCount() > 0;
            if (first || lease.untilRenewal().isZero()) {
                boolean byOverlord = ask(List.of(overlord, board));
                if (byOverlord || lease.reason().isPresent()) {
                    begun.countDown();
                }
            }
            pause(first ? ASK_AGAIN : lease.untilRenewal());
        }
    }

    private void pause(Duration most) {
        LockSupport.parkNanos(
                this, Math.min(most.toNanos(), lease.untilRenewal().toNanos()));
    }

    /** Whether the Overlord has renewed it. Also a fault in somebody's code is no renewal, and not the end of all renewals. */
    private boolean ask(List<Renewal.Authority> whom) {
        try {
            return Renewal.tryOn(lease, whom).filter(overlord::equals).isPresent();
        } catch (RuntimeException e) {
            lease.notRenewed();
            return false;
        } finally {
            LockSupport.unpark(watching);
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
