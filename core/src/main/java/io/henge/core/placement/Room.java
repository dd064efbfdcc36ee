package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;

/**
 * What one cluster may take, and how much of it is taken.
 *
 * @param used how many attempts hold a place there; may be above the capacity, since adoption and restored rows stop nothing
 */
public record Room(ClusterName cluster, ClusterLimits limits, int used) {
    public boolean isFull() {
        return used >= limits.capacity();
    }

    /** How many more attempts may be placed there. */
    public int free() {
        return Math.max(0, limits.capacity() - used);
    }

    /** Of a full cluster, as what follows its name. */
    public String words() {
        return "is full: " + used + " of " + limits.capacity();
    }
}
