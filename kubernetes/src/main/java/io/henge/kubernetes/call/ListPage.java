package io.henge.kubernetes.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param version of what is listed: a watch from there on shows everything that has changed since
 * @param next where the list goes on, null at its end
 */
public record ListPage<T>(
        List<T> items, @Nullable String version, @Nullable String next) {
    public ListPage {
        items = List.copyOf(items);
    }
}
