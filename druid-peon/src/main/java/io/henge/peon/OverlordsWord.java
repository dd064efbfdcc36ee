package io.henge.peon;

import com.google.inject.Inject;
import org.apache.druid.java.util.common.lifecycle.LifecycleStart;

/**
 * Holds the start of a peon with a lease up until an Overlord has renewed that. Overlords are found by what starts with Druid's
 * ordinary services, so that the lease itself, which begins before all of these, cannot wait for one.
 */
public final class OverlordsWord {
    private final PeonLease lease;

    @Inject
    public OverlordsWord(PeonLease lease) {
        this.lease = lease;
    }

    @LifecycleStart
    public void start() {
        lease.awaitOverlord();
    }
}
