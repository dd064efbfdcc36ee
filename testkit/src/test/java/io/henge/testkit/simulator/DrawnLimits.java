package io.henge.testkit.simulator;

import io.henge.core.decide.Policies;
import io.henge.core.failover.FailoverMode;
import io.henge.core.health.HealthTimings;
import io.henge.core.placement.Sharing;
import java.time.Duration;

/** The limits within which a drawn world's plans are made. */
final class DrawnLimits {
    /** Short enough that every time limit passes in some worlds. */
    static final Policies SHORT = new Policies(
            6,
            Sharing.EVEN,
            new Policies.Starting(
                    Duration.ofSeconds(3), Duration.ofMinutes(3), Duration.ofSeconds(20), Duration.ofSeconds(20)),
            new Policies.Ending(Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofSeconds(10), false),
            HealthTimings.FAST,
            new Policies.Failover(FailoverMode.ACT, 2),
            true);

    private DrawnLimits() {}
}
