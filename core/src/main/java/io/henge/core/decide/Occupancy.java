package io.henge.core.decide;

import io.henge.core.attempt.Resources;
import io.henge.core.placement.Kin;
import io.henge.core.placement.Pressure;
import io.henge.core.placement.Strain;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What holds room on one cluster: placed attempts, those whose intent is being written, and those that were cut short while
 * something of them may be there.
 *
 * @param attempts how many there are
 * @param cutShort how many of them were cut short
 * @param onTheirWay how many of them have no Job there yet, as far as is known
 * @param groups how many of them each group has, and how many stand in for the same, by {@link Kin#group()}
 * @param held what their pods ask for, as far as is known; what nobody asks for is not named
 * @param starting how many of them have no pod yet that has started, by what it asks for
 */
public record Occupancy(
        int attempts,
        int cutShort,
        int onTheirWay,
        PMap<String, Integer> groups,
        Resources held,
        PMap<Resources, Integer> starting) {
    public static final Occupancy NONE =
            new Occupancy(0, 0, 0, HashTreePMap.empty(), Resources.NONE, HashTreePMap.empty());

    /** With an attempt more. */
    public Occupancy plus(AttemptView view) {
        return changed(view, 1);
    }

    /** With an attempt less. */
    public Occupancy minus(AttemptView view) {
        return changed(view, -1);
    }

    /** Whether both count the same, so that nothing changes where one takes the place of the other. */
    public static boolean isSame(AttemptView one, AttemptView other) {
        return one.place().equals(other.place())
                && one.isCutShort() == other.isCutShort()
                && one.isOnItsWay() == other.isOnItsWay()
                && one.has(Mark.STARTED) == other.has(Mark.STARTED)
                && one.traits().groupId().equals(other.traits().groupId())
                && Objects.equals(
                        one.preference().asked().kin(),
                        other.preference().asked().kin())
                && one.held().equals(other.held());
    }

    private Occupancy changed(AttemptView view, int sign) {
        PMap<String, Integer> counted = counted(groups, view.traits().groupId(), sign);
        @Nullable Kin kin = view.preference().asked().kin();
        return new Occupancy(
                attempts + sign,
                cutShort + (view.isCutShort() ? sign : 0),
                onTheirWay + (view.isOnItsWay() ? sign : 0),
                kin == null || kin.bond() == Kin.Bond.TOGETHER ? counted : counted(counted, kin.group(), sign),
                sign > 0 ? held.plus(view.held()) : held.without(view.held()),
                view.has(Mark.STARTED) ? starting : counted(starting, view.held(), sign));
    }

    private static <K> PMap<K, Integer> counted(PMap<K, Integer> counts, K one, int sign) {
        int count = counts.getOrDefault(one, 0) + sign;
        return count == 0 ? counts.minus(one) : counts.plus(one, count);
    }

    /** That cluster's pressure with what is being tried in spite of it. */
    Strain under(Pressure pressure) {
        int trying = starting.entrySet().stream()
                .filter(some -> pressure.concerns(some.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return new Strain(pressure, trying);
    }
}
