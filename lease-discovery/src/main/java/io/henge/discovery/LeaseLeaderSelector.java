package io.henge.discovery;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.druid.discovery.DruidLeaderSelector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads while this process holds the lease. The listener hears that it leads on one thread and that it does no more on another,
 * which renews meanwhile; an exception of either ends the process.
 */
final class LeaseLeaderSelector implements DruidLeaderSelector {
    private static final Logger log = LoggerFactory.getLogger(LeaseLeaderSelector.class);

    private static final Duration RETRY = Duration.ofMillis(250);

    private static final OptionalLong NONE = OptionalLong.empty();

    private final LeaseFiles files;
    private final String self;
    private final LongSupplier nanoTime;
    private final Runnable end;
    private final Candidacy candidacy;

    /** The term that this process holds; written by the electing thread, read by Druid's. */
    private volatile OptionalLong held = NONE;

    /** How often this process has led. */
    private final AtomicInteger terms = new AtomicInteger();

    private @Nullable ScheduledExecutorService electing;
    private @Nullable ExecutorService leading;

    LeaseLeaderSelector(LeaseFiles files, String self, LongSupplier nanoTime, Runnable end) {
        this.files = files;
        this.self = self;
        this.nanoTime = nanoTime;
        this.end = end;
        this.candidacy = new Candidacy(files, self);
    }

    /** The holder of the newest term, also where it has lapsed. */
    @Override
    public @Nullable String getCurrentLeader() {
        return files.newest().map(LeaseFiles.Holding::holder).orElse(null);
    }

    @Override
    public boolean isLeader() {
        return held.isPresent();
    }

    @Override
    public int localTerm() {
        return terms.get();
    }

    @Override
    public synchronized void registerListener(Listener listener) {
        if (electing != null) {
            throw new IllegalStateException("Only one listener may be registered, and only once");
        }
        ExecutorService leader = Executors.newSingleThreadExecutor(task -> new Thread(task, "lease-leading"));
        ScheduledExecutorService elector =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "lease-electing"));
        leading = leader;
        electing = elector;
        var unused = elector.scheduleWithFixedDelay(
                () -> turn(listener, leader), 0, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void unregisterListener() {
        if (electing == null || leading == null) {
            throw new IllegalStateException("No listener is registered");
        }
        // Druid stops what its leader does by itself.
        electing.execute(() -> {
            held = NONE;
            candidacy.release();
        });
        electing.shutdown();
        leading.shutdown();
    }

    private void turn(Listener listener, ExecutorService leader) {
        OptionalLong before = held;
        OptionalLong after;
        try {
            after = candidacy.turn(nanoTime.getAsLong());
        } catch (RuntimeException e) {
            log.warn("The lease could not be looked at", e);
            return;
        }
        held = after;
        if (before.isPresent() && !after.equals(before)) {
            log.info("Holder[{}] has lost Term[{}]", self, before.getAsLong());
            tell(listener::stopBeingLeader);
        }
        if (after.isPresent() && !after.equals(before)) {
            terms.incrementAndGet();
            log.info("Holder[{}] begins Term[{}]", self, after.getAsLong());
            leader.execute(() -> {
                if (held.equals(after)) {
                    tell(listener::becomeLeader);
                }
            });
        }
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            log.error("The listener of Holder[{}] has failed: this process ends", self, e);
            held = NONE;
            end.run();
        }
    }
}
