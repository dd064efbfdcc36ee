package io.henge.druid.metrics;

import io.henge.core.attempt.Attempt;
import io.henge.core.ledger.FailoverRecord;
import java.time.Instant;
import java.util.Collections;

/** Failovers as the loop tells them. */
final class Failovers {
    private Failovers() {}

    static FailoverRecord of(Attempt attempt, FailoverRecord.Trigger trigger, boolean acted) {
        return new FailoverRecord(
                attempt.id(),
                Instant.EPOCH,
                trigger,
                acted,
                attempt.cluster(),
                new FailoverRecord.Grounds(
                        "", Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedMap()),
                FailoverRecord.Course.NOTHING);
    }
}
