package io.henge.core.health;

import java.time.Instant;

/** All by which a cluster's next state is decided. */
public record Glance(ClusterHealth health, Signs signs, FleetHealth fleet, HealthTimings timings) {
    Instant now() {
        return signs.at();
    }

    Probe.Answer answer() {
        return signs.probe().answer();
    }

    /** The newest moment of which something tells of life there; never, where nothing does. */
    Instant aliveAt() {
        return signs.life().map(life -> now().minus(life.ago())).orElse(Instant.MIN);
    }
}
