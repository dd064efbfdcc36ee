package io.henge.druid.metrics;

import java.util.Optional;

/** A task runner that can be asked for its gauges. */
public interface MeasuredRunner {
    /** What is so now; what is counted begins anew. Empty before the start. */
    Optional<Gauges> takeGauges();
}
