package io.henge.druid.runner;

import io.henge.core.attempt.ClusterName;
import io.henge.core.loop.Roster;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.port.ClusterConnection;
import io.henge.druid.config.ClusterEntry;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the loop's clusters at what the entries say that come and go while a term lasts: looks at them when it is told to, and
 * every few seconds. One thread; all but {@link #begin}, {@link #wake}, {@link #originOf}, {@link #registered}, {@link #profiles} and {@link #close} is
 * for that alone.
 */
final class Registrar implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Registrar.class);

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Roster roster;
    private final Coming coming;
    private final Connecting connecting;
    private final ScheduledThreadPoolExecutor timer;
    private final TreeMap<ClusterName, Held> held = new TreeMap<>();
    private final Set<String> told = new HashSet<>();

    /** Those that the loop failed to take in. */
    private final Set<ClusterName> unsettled = new HashSet<>();

    /** All connections that were made and not closed yet, with the loop or on their way there. Guarded by itself. */
    private final Set<ClusterConnection> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Guarded by {@link #open}: what is made after it was set is closed at once. */
    private boolean closed;

    /** Whether a round is to come at once that has not begun. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** Published to all readers after each round. */
    private volatile Map<ClusterName, Registrations.Entry> registered = Map.of();

    /** Makes the connection to a cluster, which the loop starts. */
    interface Connecting {
        /**
         * Makes it.
         *
         * @param entry what the cluster's entry says at each moment; how a kubeconfig is come by is asked again and again
         */
        ClusterConnection connect(Supplier<ClusterEntry> entry);
    }

    /**
     * A cluster that was given to the loop.
     *
     * @param said what the connection is told that its entry says
     * @param asked the answer to the word that it is to go, null where none was said or it was answered that it stays
     * @param leaving whether it was said and not taken back
     */
    private record Held(
            Registrations.Entry entry,
            ClusterConnection connection,
            AtomicReference<ClusterEntry> said,
            @Nullable CompletionStage<Roster.Departure> asked,
            boolean leaving) {
        Held asking(@Nullable CompletionStage<Roster.Departure> question) {
            return new Held(entry, connection, said, question, true);
        }
    }

    Registrar(Roster roster, Coming coming, Connecting connecting) {
        this.roster = roster;
        this.coming = coming;
        this.connecting = connecting;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "henge-registrar");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Gives the loop all clusters that there are, before its first turn, and keeps that up from then on. */
    void begin() {
        round();
        try {
            ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                    this::round, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The term is over before it began", e);
            return;
        }
        coming.begin(this::wake);
    }

    /** Where clusters come from. */
    Coming coming() {
        return coming;
    }

    /** Something may have changed. At most one round waits, however often that is said. */
    void wake() {
        if (waiting.compareAndSet(false, true)) {
            later(() -> {
                waiting.set(false);
                round();
            });
        }
    }

    private void later(Runnable work) {
        try {
            timer.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("The term is over", e);
        }
    }

    /** Where the entry of a cluster is. */
    Origin originOf(ClusterName cluster) {
        Registrations.@Nullable Entry entry = registered.get(cluster);
        return entry == null ? Origin.STATIC : entry.origin();
    }

    /** Those that the loop has, with what their entries say or said. */
    Map<ClusterName, Registrations.Entry> registered() {
        return registered;
    }

    /** What is said of these clusters. */
    Map<ClusterName, ClusterProfile> profiles() {
        TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>();
        registered.forEach((name, entry) -> profiles.put(name, entry.cluster().profile()));
        return profiles;
    }

    private synchronized void round() {
        if (timer.isShutdown()) {
            return;
        }
        try {
            Registrations.Wanted wanted = coming.wanted();
            SortedMap<ClusterName, Registrations.Entry> entries = wanted.entries();
            List.copyOf(held.keySet()).stream()
                    .filter(name -> !entries.containsKey(name))
                    .forEach(this::leave);
            entries.forEach((name, entry) -> {
                try {
                    hold(name, entry);
                } catch (RuntimeException e) {
                    log.warn("Cluster[{}] could not be registered; it is tried again", name, e);
                }
            });
            tell(wanted.complaints());
        } catch (RuntimeException e) {
            log.warn("The clusters that are registered at run time could not be looked at; they stay as they are", e);
        }
        publish();
    }

    private void publish() {
        TreeMap<ClusterName, Registrations.Entry> all = new TreeMap<>();
        held.forEach((name, cluster) -> all.put(name, cluster.entry()));
        registered = Map.copyOf(all);
    }

    private void tell(SortedMap<String, String> complaints) {
        Set<String> now = new HashSet<>(complaints.values());
        complaints.forEach((shown, why) -> {
            if (told.add(why)) {
                log.warn("An entry of a cluster is not taken. {}", why);
                roster.refused(null, why);
            }
        });
        // The connection has logged it.
        held.forEach((name, cluster) -> cluster.connection().warning().ifPresent(why -> {
            now.add(why);
            if (told.add(why)) {
                roster.refused(name, why);
            }
        }));
        told.retainAll(now);
    }

    private void hold(ClusterName name, Registrations.Entry entry) {
        @Nullable Held before = held.get(name);
        if (before == null
                || unsettled.contains(name)
                || (before.asked() == null && !isSameWay(before.entry().cluster(), entry.cluster()))) {
            join(name, entry);
        } else if (before.asked() == null
                && (before.leaving() || !before.entry().equals(entry))) {
            before.said().set(entry.cluster());
            roster.change(name, terms(entry.cluster()));
            held.put(name, new Held(entry, before.connection(), before.said(), null, false));
        }
    }

    private void join(ClusterName name, Registrations.Entry entry) {
        AtomicReference<ClusterEntry> said = new AtomicReference<>(entry.cluster());
        ClusterConnection connection = connecting.connect(said::get);
        if (!opened(connection)) {
            connection.close();
            return;
        }
        held.put(name, new Held(entry, connection, said, null, false));
        unsettled.remove(name);
        log.info("Cluster[{}] is registered by {}", name, entry.cluster().key());
        var unused = roster.join(
                        connection,
                        terms(entry.cluster()),
                        "by " + entry.cluster().key())
                .whenComplete((former, failure) -> {
                    if (failure != null) {
                        later(() -> failed(name, connection));
                    } else if (former != null) {
                        later(() -> close(former));
                    }
                });
    }

    private static Roster.Terms terms(ClusterEntry entry) {
        return new Roster.Terms(entry.profile(), !entry.disabled());
    }

    /** Whether the connection can be the same: it turns to another kubeconfig by itself, once that has been looked at. */
    private static boolean isSameWay(ClusterEntry one, ClusterEntry other) {
        return one.route().requestTimeout().equals(other.route().requestTimeout())
                && one.namespace().equals(other.namespace())
                && one.profile()
                        .limits()
                        .resources()
                        .equals(other.profile().limits().resources())
                && one.pod().overlordNamespace().equals(other.pod().overlordNamespace());
    }

    private void leave(ClusterName name) {
        Held present = held.get(name);
        if (present == null || present.asked() != null) {
            return;
        }
        CompletionStage<Roster.Departure> asked =
                roster.leave(name, present.entry().cluster().key() + " is gone");
        held.put(name, present.asking(asked));
        boolean first = !present.leaving();
        var unused = asked.whenComplete((departure, failure) -> later(() -> {
            if (failure != null) {
                log.warn("Cluster[{}] could not be let go; it is tried again", name, failure);
                notAsked(name);
            } else if (departure.connection() != null) {
                left(name);
                close(departure.connection());
                round();
            } else {
                stays(name, departure.attempts(), first);
            }
        }));
    }

    /** The loop may have the connection all the same, and gives it back for the next one. */
    private synchronized void failed(ClusterName name, ClusterConnection connection) {
        @Nullable Held present = held.get(name);
        if (present != null && present.connection() == connection) {
            log.warn("Cluster[{}] could not be given to the loop; it is tried again", name);
            unsettled.add(name);
        }
    }

    private synchronized void left(ClusterName name) {
        held.remove(name);
        unsettled.remove(name);
        log.info("Cluster[{}] is not registered any more", name);
    }

    private synchronized void stays(ClusterName name, int attempts, boolean first) {
        if (first) {
            log.info("Cluster[{}] stays while it has [{}] attempts, though its entry is gone", name, attempts);
        }
        notAsked(name);
    }

    private synchronized void notAsked(ClusterName name) {
        held.computeIfPresent(name, (key, present) -> present.asking(null));
    }

    /** Whether the connection may be used; not so at the end of the term. */
    private boolean opened(ClusterConnection connection) {
        synchronized (open) {
            return !closed && open.add(connection);
        }
    }

    private void close(ClusterConnection connection) {
        connection.close();
        synchronized (open) {
            open.remove(connection);
        }
    }

    /** Closes every connection, within 5 s; waits for no round, which may hang. */
    @Override
    public void close() {
        timer.shutdownNow();
        List<ClusterConnection> all;
        synchronized (open) {
            closed = true;
            all = List.copyOf(open);
            open.clear();
        }
        Closers.closeAll(all);
    }
}
