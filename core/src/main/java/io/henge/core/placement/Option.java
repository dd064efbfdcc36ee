package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/**
 * One cluster as placement sees it, while it gives away what is there.
 *
 * @param allowed whether people let new attempts go there
 * @param closed why no attempt at all may go there, as what follows the cluster's name; null if some may
 * @param keptFor the task for which what becomes free there is kept, null if it is for anybody
 */
public record Option(
        ClusterName name,
        ClusterProfile profile,
        boolean allowed,
        @Nullable String closed,
        Taken taken,
        Offer offer,
        @Nullable TaskId keptFor) {
    /**
     * What is taken of it.
     *
     * @param attempts how many hold a place there
     * @param callsFree how many more may be on their way there
     * @param held what their pods ask for
     * @param kin how many each group has there
     * @param strain what is known of pods that find no room there, null while all do
     */
    public record Taken(
            int attempts,
            long callsFree,
            Resources held,
            PMap<String, Integer> kin,
            @Nullable Strain strain) {
        /** Where all pods find room. */
        public Taken(int attempts, long callsFree, Resources held, PMap<String, Integer> kin) {
            this(attempts, callsFree, held, kin, null);
        }
    }

    public Room room() {
        return new Room(name, profile.limits(), taken.attempts());
    }

    /** How many of the group are there. */
    public int kin(String group) {
        return taken.kin().getOrDefault(group, 0);
    }

    /** With one attempt more that asks for this. */
    public Option with(Asked asked) {
        @Nullable Kin kin = asked.kin();
        Taken more = new Taken(
                taken.attempts() + 1,
                taken.callsFree() - 1,
                taken.held().plus(asked.needs().on(name)),
                kin == null ? taken.kin() : taken.kin().plus(kin.group(), kin(kin.group()) + 1),
                taken.strain() == null
                        ? null
                        : taken.strain().with(asked.needs().on(name)));
        return new Option(name, profile, allowed, closed, more, offer, keptFor);
    }

    /** With what becomes free kept for that task. */
    public Option keptFor(TaskId task) {
        return new Option(name, profile, allowed, closed, taken, offer, task);
    }
}
