package io.henge.druid.runner;

import io.henge.druid.fence.ActionGate;
import io.henge.druid.fence.GatedRunner;
import io.henge.druid.metrics.Exposition;
import io.henge.druid.metrics.Gauges;
import io.henge.druid.metrics.MeasuredRunner;
import java.util.Optional;

/** A task runner of Druid that runs tasks on clusters, all of them or some. */
public interface RunsOnClusters extends GatedRunner, MeasuredRunner {
    /** Where it runs them. */
    Fleet fleet();

    @Override
    default Optional<ActionGate> gate() {
        return fleet().gate();
    }

    @Override
    default Optional<Exposition> exposition() {
        return fleet().exposition();
    }

    @Override
    default Optional<Gauges> takeGauges() {
        return fleet().takeGauges();
    }
}
