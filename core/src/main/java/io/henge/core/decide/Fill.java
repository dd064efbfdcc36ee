package io.henge.core.decide;

import io.henge.core.placement.Offer;
import io.henge.core.placement.Pressure;
import org.jspecify.annotations.Nullable;

/**
 * How full a cluster is.
 *
 * @param occupancy what of ours holds room there
 * @param offer how much room there is, and what others hold of it
 * @param pressure that pods find no room there, whatever is offered; null while nothing is known of that
 */
public record Fill(
        Occupancy occupancy, Offer offer, @Nullable Pressure pressure) {
    /** Where nobody says how much room there is. */
    public static Fill of(Occupancy occupancy) {
        return new Fill(occupancy, Offer.UNKNOWN, null);
    }
}
