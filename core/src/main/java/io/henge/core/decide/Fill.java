package io.henge.core.decide;

import io.henge.core.placement.Offer;

/**
 * How full a cluster is.
 *
 * @param occupancy what of ours holds room there
 * @param offer how much room there is, and what others hold of it
 */
public record Fill(Occupancy occupancy, Offer offer) {
    /** Where nobody says how much room there is. */
    public static Fill of(Occupancy occupancy) {
        return new Fill(occupancy, Offer.UNKNOWN);
    }
}
