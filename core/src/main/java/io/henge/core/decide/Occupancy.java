package io.henge.core.decide;

import io.henge.core.attempt.Resources;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * What holds room on one cluster: placed attempts, those whose intent is being written, and those that were cut short while
 * something of them may be there.
 *
 * @param attempts how many there are
 * @param cutShort how many of them were cut short
 * @param onTheirWay how many of them have no Job there yet, as far as is known
 * @param groups how many of them each group has
 * @param held what their pods ask for, as far as is known; what nobody asks for is not named
 */
public record Occupancy(int attempts, int cutShort, int onTheirWay, PMap<String, Integer> groups, Resources held) {
    public static final Occupancy NONE = new Occupancy(0, 0, 0, TreePMap.empty(), Resources.NONE);

    /** With an attempt more. */
    public Occupancy plus(AttemptView view) {
        return changed(view, 1);
    }

    /** With an attempt less. */
    public Occupancy minus(AttemptView view) {
        return changed(view, -1);
    }

    private Occupancy changed(AttemptView view, int sign) {
        String group = view.traits().groupId();
        int count = groups.getOrDefault(group, 0) + sign;
        return new Occupancy(
                attempts + sign,
                cutShort + (view.isCutShort() ? sign : 0),
                onTheirWay + (view.isOnItsWay() ? sign : 0),
                count == 0 ? groups.minus(group) : groups.plus(group, count),
                sign > 0 ? held.plus(view.held()) : held.without(view.held()));
    }
}
