package io.henge.core.decide;

import java.time.Instant;

/** How a turn decides. */
public interface Planning {
    /** What is to be done at {@code now}: at most one action per attempt. Same inputs, same plan. */
    Plan plan(LedgerSnapshot ledger, FleetSnapshot fleet, Policies policies, Instant now);
}
