package io.henge.ledger.sql;

import io.henge.core.attempt.Resources;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of resources beside CPU and memory, which have columns of their own, as the text of a column: {@code
 * nvidia.com/gpu=1,pods=1}. A name is as Kubernetes has them, without such signs. What does not fit is left out, the later
 * names first: a term that reads the row then knows less of what it holds, until Druid has handed over the task again.
 */
final class ResourcesText {
    private ResourcesText() {}

    /** Null where there is nothing else. */
    static @Nullable String of(Resources resources) {
        StringJoiner text = new StringJoiner(",");
        resources.amounts().forEach((name, amount) -> {
            String entry = name + "=" + amount;
            boolean ownColumn = name.equals(Resources.CPU) || name.equals(Resources.MEMORY);
            if (!ownColumn && isPlain(name) && text.length() + 1 + entry.length() <= Tables.RESOURCES_MAX) {
                text.add(entry);
            }
        });
        return text.length() == 0 ? null : text.toString();
    }

    private static boolean isPlain(String name) {
        return name.chars().allMatch(c -> c > ' ' && c < 127 && c != ',' && c != '=');
    }

    /** @throws IllegalArgumentException if it is no such text */
    static Resources read(@Nullable String text) {
        TreeMap<String, Long> amounts = new TreeMap<>();
        if (text != null) {
            for (String entry : text.split(",", -1)) {
                int middle = entry.indexOf('=');
                amounts.put(entry.substring(0, Math.max(0, middle)), Long.parseLong(entry.substring(middle + 1)));
            }
        }
        return new Resources(amounts);
    }
}
