package io.henge.druid.metrics;

import java.util.Optional;

/** A task runner that can be asked for its gauges. */
public interface MeasuredRunner {
    /** What is so now; what is counted begins anew. Empty before the start. */
    Optional<Gauges> takeGauges();

    /** All that there is to tell now, counted since its term began; takes nothing from anybody. Empty before the start. */
    Optional<Exposition> exposition();
}
