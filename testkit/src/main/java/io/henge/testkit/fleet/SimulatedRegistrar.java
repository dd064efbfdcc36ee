package io.henge.testkit.fleet;

import io.henge.core.attempt.ClusterName;
import io.henge.core.loop.Roster;
import io.henge.core.port.ClusterConnection;
import io.henge.testkit.cluster.SimulatedCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one loop's clusters at what the entries say, in the way of the extension's registrar: an answer of the loop's is taken
 * up a step later, until then nothing else is said of its cluster; one that stays is asked to go again in each round.
 */
final class SimulatedRegistrar {
    private static final int ROUND_SECONDS = 3;

    private final Roster roster;
    private final Supplier<SortedMap<ClusterName, ClusterRegistry.Entry>> entries;
    private final Function<SimulatedCluster, ClusterConnection> connecting;
    private final Build build;
    private final Witness witness;
    private final long epoch;
    private final TreeMap<ClusterName, Held> held = new TreeMap<>();
    private final List<Runnable> later = new ArrayList<>();

    /** Those that the loop is being given, or has given back and that are not closed yet. */
    private final Set<ClusterConnection> between = new HashSet<>();

    private int seconds;

    /**
     * A cluster that was given to the loop.
     *
     * @param asked whether the answer to the word that it is to go is awaited
     * @param leaving whether it was said and not taken back
     */
    private record Held(ClusterRegistry.Entry entry, ClusterConnection connection, boolean asked, boolean leaving) {}

    /** @param connecting makes a connection, which the loop starts */
    SimulatedRegistrar(
            Roster roster,
            Supplier<SortedMap<ClusterName, ClusterRegistry.Entry>> entries,
            Function<SimulatedCluster, ClusterConnection> connecting,
            Build build,
            Witness witness,
            long epoch) {
        this.roster = roster;
        this.entries = entries;
        this.connecting = connecting;
        this.build = build;
        this.witness = witness;
        this.epoch = epoch;
    }

    /** One second: what was answered is taken up, and each few seconds the entries are looked at. */
    void step() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
        if (++seconds % ROUND_SECONDS == 0) {
            round();
        }
    }

    /** Looks at all entries. */
    void round() {
        SortedMap<ClusterName, ClusterRegistry.Entry> all = entries.get();
        List.copyOf(held.keySet()).stream()
                .filter(name -> !all.containsKey(name))
                .forEach(this::leave);
        all.forEach(this::hold);
    }

    private void hold(ClusterName name, ClusterRegistry.Entry entry) {
        @Nullable Held before = held.get(name);
        if (before == null) {
            join(name, entry);
        } else if (!before.asked() && before.entry().way() != entry.way()) {
            between.add(before.connection());
            join(name, entry);
        } else if (!before.asked() && (before.leaving() || !before.entry().equals(entry))) {
            roster.change(name, entry.terms());
            held.put(name, new Held(entry, before.connection(), false, false));
            witness.registered(epoch, name, entry.terms().enabled());
        }
    }

    private void join(ClusterName name, ClusterRegistry.Entry entry) {
        ClusterConnection connection = connecting.apply(entry.cluster());
        held.put(name, new Held(entry, connection, false, false));
        between.add(connection);
        witness.registered(epoch, name, entry.terms().enabled());
        var unused = roster.join(connection, entry.terms(), "by an entry").thenAccept(former -> {
            between.remove(connection);
            if (former != null) {
                closeLater(former);
            }
        });
    }

    private void closeLater(ClusterConnection connection) {
        between.add(connection);
        later.add(() -> {
            connection.close();
            between.remove(connection);
        });
    }

    private void leave(ClusterName name) {
        Held present = Objects.requireNonNull(held.get(name));
        if (present.asked()) {
            return;
        }
        held.put(name, new Held(present.entry(), present.connection(), true, true));
        witness.registered(epoch, name, false);
        var unused = roster.leave(name, "its entry is gone").thenAccept(departure -> {
            @Nullable
            ClusterConnection gone =
                    build.departure(departure, present.connection()).connection();
            if (gone != null) {
                witness.departed(epoch, name);
                closeLater(gone);
            }
            later.add(() -> answered(name, gone != null));
        });
    }

    private void answered(ClusterName name, boolean gone) {
        if (gone) {
            held.remove(name);
            round();
        } else {
            held.computeIfPresent(name, (key, was) -> new Held(was.entry(), was.connection(), false, true));
        }
    }

    /** How many connections beside those of the loop it is being given, or has just given back. */
    long between(Collection<ClusterConnection> ofTheLoop) {
        return between.isEmpty()
                ? 0
                : between.stream().filter(link -> !ofTheLoop.contains(link)).count();
    }

    /** Closes whatever the loop did not begin with, at the end of its term. */
    void close() {
        held.values().forEach(cluster -> cluster.connection().close());
        between.forEach(ClusterConnection::close);
        held.clear();
        between.clear();
        later.clear();
    }
}
