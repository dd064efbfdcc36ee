package io.henge.core.port;

import io.henge.core.attempt.Location;

/**
 * The peons that have announced themselves in Druid's discovery, which needs no cluster's API. A peon that does not do so
 * is not there for it, and where discovery cannot be heard nobody is. Answers at once, on any thread, and never fails.
 */
public interface Announcements {
    /** Whether a peon is announced there now. One that is gone without a word stays so for as long as its session lasts. */
    boolean isAnnounced(Location location);
}
