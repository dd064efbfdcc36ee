package io.henge.kubernetes.call;

import org.jspecify.annotations.Nullable;

/**
 * One event of a watch.
 *
 * @param type such as {@code ADDED}
 */
public record Event<T>(@Nullable String type, @Nullable T object) {}
