package io.henge.core.attempt;

import org.jspecify.annotations.Nullable;

/**
 * What the attempt after a fenced one is to know, kept in the row of the fenced one so that it outlives a leader.
 *
 * @param to the cluster that a person wants it to go to, null for any but the one that the task was taken from
 * @param why the task goes on at all, in words
 */
public record NextWish(@Nullable ClusterName to, String why) {}
