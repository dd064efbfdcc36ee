package io.henge.core.placement;

import io.henge.core.attempt.Resources;

/**
 * What an operator lets one cluster take.
 *
 * @param capacity how many attempts may hold a place there at once; at least 1
 * @param weight its share of the attempts, relative to the weights of the other clusters; 1 to {@link #WEIGHT_MAX}
 * @param resources what it has for pods, where an operator says so; else none
 */
public record ClusterLimits(int capacity, int weight, Resources resources) {
    /** Enough for shares of a thousandth; keeps every sum of weights far from an overflow. */
    public static final int WEIGHT_MAX = 1_000;

    /** Any number of attempts, and the share of every other cluster. */
    public static final ClusterLimits NONE = new ClusterLimits(Integer.MAX_VALUE, 1);

    /** Where nobody says what the cluster has. */
    public ClusterLimits(int capacity, int weight) {
        this(capacity, weight, Resources.NONE);
    }

    public ClusterLimits {
        if (capacity < 1 || weight < 1 || weight > WEIGHT_MAX) {
            throw new IllegalArgumentException(
                    "capacity[" + capacity + "] is at least 1, weight[" + weight + "] is from 1 to " + WEIGHT_MAX);
        }
    }

    public boolean isUnlimited() {
        return capacity == Integer.MAX_VALUE;
    }
}
