package io.henge.kubernetes.call;

import io.fabric8.kubernetes.api.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * One event of a watch.
 *
 * @param type such as {@code ADDED}
 * @param object what it is about, null if it is about an error
 * @param error what went wrong, null if nothing did
 */
public record Event<T>(
        @Nullable String type, @Nullable T object, @Nullable Status error) {}
