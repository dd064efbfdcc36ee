package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: over any stretch of choices each cluster comes as often as its weight says, as evenly spread as can be.
 * Each choice gives every cluster that is open its weight as a credit, takes the one with the most, and lets that one pay
 * what all were given. A cluster that is not open neither gains nor pays, so that it is not flooded when it is open again.
 *
 * @param credits of every cluster that was open before
 */
public record RoundRobin(SortedMap<ClusterName, Long> credits) {
    /** Before the first choice. */
    public static final RoundRobin START = new RoundRobin(new TreeMap<>());

    public RoundRobin {
        credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
    }

    /** Many choices in a row, without a copy of all credits for each. For one thread. */
    public static final class Turns {
        private final Map<ClusterName, Credit> credits = new HashMap<>();

        private static final class Credit {
            private long value;

            Credit(long value) {
                this.value = value;
            }
        }

        public Turns(RoundRobin before) {
            before.credits().forEach((name, credit) -> credits.put(name, new Credit(credit)));
        }

        /** The next of those clusters, at least one; of equals the first by name. */
        public ClusterName next(List<Room> open) {
            ClusterName chosen = open.get(0).cluster();
            @Nullable Credit most = null;
            long paid = 0;
            for (Room room : open) {
                Credit credit = credits.computeIfAbsent(room.cluster(), name -> new Credit(0));
                credit.value += room.limits().weight();
                paid += room.limits().weight();
                if (most == null
                        || credit.value > most.value
                        || (credit.value == most.value && room.cluster().compareTo(chosen) < 0)) {
                    most = credit;
                    chosen = room.cluster();
                }
            }
            if (most != null) {
                most.value -= paid;
            }
            return chosen;
        }

        /** Whose turn it is afterwards. */
        public RoundRobin after() {
            TreeMap<ClusterName, Long> after = new TreeMap<>();
            credits.forEach((name, credit) -> after.put(name, credit.value));
            return new RoundRobin(after);
        }
    }
}
