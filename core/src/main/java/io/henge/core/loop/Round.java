package io.henge.core.loop;

import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Goes round all keys again and again, in {@value #PARTS} steps of like size. Only the loop's thread may use it. */
final class Round<K> {
    static final int PARTS = 120;

    private @Nullable K last;
    private long step;

    /** The next of them; each that stays is among those of one step in a round, or of two where others come and go. */
    List<K> next(NavigableSet<K> all) {
        long count = all.size() * (step + 1) / PARTS - all.size() * step / PARTS;
        step = (step + 1) % PARTS;
        NavigableSet<K> rest = last == null ? all : all.tailSet(last, false);
        List<K> part = (rest.isEmpty() ? all : rest).stream().limit(count).toList();
        last = part.isEmpty() ? last : part.get(part.size() - 1);
        return part;
    }
}
