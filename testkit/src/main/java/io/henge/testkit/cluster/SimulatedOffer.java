package io.henge.testkit.cluster;

import io.henge.core.placement.Offer;

/** What one connection has read of the room of its simulated cluster, once a minute. */
final class SimulatedOffer {
    private static final int EVERY_SECONDS = 60;

    private Offer read = Offer.UNKNOWN;
    private int secondsSince = EVERY_SECONDS;

    /** What was read last. */
    Offer offer() {
        return read;
    }

    /** One second later. */
    void step() {
        secondsSince++;
    }

    /** Reads it, if it is time to. Returns whether it is another one. */
    boolean read(SimulatedCluster cluster) {
        if (secondsSince < EVERY_SECONDS) {
            return false;
        }
        secondsSince = 0;
        Offer before = read;
        read = cluster.offer();
        return !read.equals(before);
    }
}
