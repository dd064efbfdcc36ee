package io.henge.core.loop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** At most one time per key at which it is to be looked at again. Only the loop's thread may use it. */
final class Timers<K extends Comparable<K>> {
    private record Due<K>(Instant at, K key) {}

    private final TreeSet<Due<K>> dues =
            new TreeSet<>(Comparator.comparing((Due<K> due) -> due.at()).thenComparing(Due::key));
    private final Map<K, Due<K>> byKey = new HashMap<>();

    void set(K key, Instant at) {
        clear(key);
        Due<K> due = new Due<>(at, key);
        dues.add(due);
        byKey.put(key, due);
    }

    void clear(K key) {
        @Nullable Due<K> old = byKey.remove(key);
        if (old != null) {
            dues.remove(old);
        }
    }

    boolean has(K key) {
        return byKey.containsKey(key);
    }

    /** The keys whose time has come, the earliest first; they have no time any more. */
    List<K> takeDue(Instant now) {
        return takeDue(now, Integer.MAX_VALUE);
    }

    /** The same of so many at most; the others keep their times. */
    List<K> takeDue(Instant now, int max) {
        List<K> taken = new ArrayList<>();
        while (taken.size() < max && !dues.isEmpty() && !dues.first().at().isAfter(now)) {
            K key = dues.first().key();
            clear(key);
            taken.add(key);
        }
        return taken;
    }

    Optional<Instant> next() {
        return dues.isEmpty() ? Optional.empty() : Optional.of(dues.first().at());
    }
}
