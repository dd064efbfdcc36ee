package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.placement.RoundRobin.Turns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives away what clusters have, one place after the other. What a cluster has only becomes less meanwhile: so clusters are
 * compared once for each preference, and of those that were found, only what was given since is looked at again. Those that
 * differ only in whom they are to be near to, or far from, share that, since there may be as many of them as tasks. For one
 * thread.
 */
public final class Giving {
    private final Selector selector;
    private final Turns turns;
    private final RandomGenerator chance;
    private final Choices before;
    private long held;

    /** In the order of their names. */
    private final List<Option> clusters;

    /** The positions of those that may take something. */
    private final List<Integer> open = new ArrayList<>();

    /** The positions of those of which something was given, in that order. */
    private final List<Integer> given = new ArrayList<>();

    private final Map<Preference, Line> lines = new HashMap<>();

    /** @param chance decides between equals where the selector wants it */
    public Giving(Choices choices, Selector selector, Turns turns, RandomGenerator chance) {
        this.selector = selector;
        this.turns = turns;
        this.chance = chance;
        this.before = choices;
        this.held = choices.held();
        this.clusters = new ArrayList<>(choices.clusters().values());
        for (int i = 0; i < clusters.size(); i++) {
            if (mayTake(clusters.get(i))) {
                open.add(i);
            }
        }
    }

    /** Whether any preference may still find a place. */
    public boolean isOver() {
        return open.isEmpty() || before.closed() != null || held >= before.capacity();
    }

    /**
     * A place that was given away.
     *
     * @param why there, as a sentence
     */
    public record Place(ClusterName cluster, String why) {}

    /** Takes a place for that preference, if there is one. */
    public Optional<Place> take(Preference preference) {
        if (isOver()) {
            return Optional.empty();
        }
        List<Integer> best = best(preference);
        if (best.isEmpty()) {
            return Optional.empty();
        }
        List<Room> rooms = best.stream().map(at -> clusters.get(at).room()).toList();
        ClusterName chosen = selector.choose(rooms, turns, chance);
        int at = best.get(positionOf(rooms, chosen));
        String why = Appraiser.of(clusters.get(at), askerOf(preference)).sentence();
        change(at, clusters.get(at).with(preference.asked()));
        held++;
        return Optional.of(new Place(
                chosen,
                rooms.size() == 1
                        ? why
                        : why + "; one of " + rooms.size() + " that do equally well, by " + selector.value()));
    }

    /** The positions of the clusters that would do best. */
    private List<Integer> best(Preference preference) {
        @Nullable Kin kin = preference.asked().kin();
        if (kin == null) {
            return lines.computeIfAbsent(preference, Line::new).best();
        }
        List<Integer> others = best(preference.asking(preference.asked().alone()));
        Asker asker = askerOf(preference);
        if (kin.bond() == Kin.Bond.TOGETHER) {
            return others.isEmpty() || asker.tied().isEmpty() ? others : compared(asker);
        }
        // Its replicas speak against a cluster, and nothing of it for another: so the best without any are the best.
        List<Integer> without = others.stream()
                .filter(at -> clusters.get(at).kin(kin.group()) == 0)
                .toList();
        return others.isEmpty() || !without.isEmpty() ? without : compared(asker);
    }

    private List<Integer> compared(Asker asker) {
        List<Integer> found = new ArrayList<>();
        long most = Long.MIN_VALUE;
        for (int at : open) {
            Appraisal finding = Appraiser.of(clusters.get(at), asker);
            if (finding.fits() && finding.points() >= most) {
                if (finding.points() > most) {
                    found.clear();
                }
                most = finding.points();
                found.add(at);
            }
        }
        return found;
    }

    /** Takes a place for that preference, if there is one, in exchange for one that is held elsewhere until then. */
    public Optional<Place> exchange(Preference preference) {
        held--;
        Optional<Place> place = take(preference);
        held += place.isEmpty() ? 1 : 0;
        return place;
    }

    private Asker askerOf(Preference preference) {
        return Asker.of(preference, clusters, before.at());
    }

    /**
     * Keeps, of the clusters that only lack room for that preference and can make it, the one that lacks least, so that those
     * who come later do not take for ever what becomes free there.
     */
    public void keep(Preference preference, TaskId task) {
        Asker asker = askerOf(preference);
        @Nullable Integer nearest = null;
        double least = 0;
        for (int at : open) {
            double lack = lack(clusters.get(at), asker);
            if (lack > 0 && (nearest == null || lack < least)) {
                nearest = at;
                least = lack;
            }
        }
        if (nearest != null) {
            change(nearest, clusters.get(nearest).keptFor(task));
        }
    }

    /**
     * How much of its size the cluster lacks for the pod; 0 where it is not that which is in the way, where it is kept already,
     * or where also what we hold would not do, since others hold the rest.
     */
    private static double lack(Option cluster, Asker asker) {
        Resources needs = asker.asked().needs().on(cluster.name());
        boolean inVain = cluster.keptFor() != null
                || cluster.offer().shortOf(Resources.NONE, needs).isPresent()
                || Appraiser.of(cluster, asker).kind() != Appraisal.Kind.FULL;
        return inVain ? 0 : ResourceFilter.lack(cluster, needs);
    }

    private void change(int at, Option after) {
        clusters.set(at, after);
        given.add(at);
        if (!mayTake(after)) {
            open.remove(Collections.binarySearch(open, at));
        }
    }

    private static boolean mayTake(Option cluster) {
        return cluster.closed() == null
                && !cluster.room().isFull()
                && cluster.taken().callsFree() > 0;
    }

    private static int positionOf(List<Room> rooms, ClusterName name) {
        for (int i = 0; i < rooms.size(); i++) {
            if (rooms.get(i).cluster().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("Cluster[" + name + "] is none of " + rooms);
    }

    /** What is left to choose from. */
    public Choices left() {
        TreeMap<ClusterName, Option> left = new TreeMap<>();
        clusters.forEach(cluster -> left.put(cluster.name(), cluster));
        return new Choices(before.at(), left, held, before.capacity(), before.closed());
    }

    /** The clusters that would do best for one preference without kin. */
    private final class Line {
        private final Preference preference;
        private List<Integer> best = List.of();
        private int seen;

        /** Where nothing would do once, nothing will. */
        private boolean exhausted;

        Line(Preference preference) {
            this.preference = preference;
        }

        List<Integer> best() {
            forgetWhatWasGiven();
            if (!exhausted && best.isEmpty()) {
                best = compared(askerOf(preference));
                exhausted = best.isEmpty();
            }
            return best;
        }

        private void forgetWhatWasGiven() {
            Asker asker = askerOf(preference);
            while (seen < given.size()) {
                int at = given.get(seen++);
                int known = Collections.binarySearch(best, at);
                if (known >= 0 && !Appraiser.of(clusters.get(at), asker).fits()) {
                    best.remove(known);
                }
            }
        }
    }
}
