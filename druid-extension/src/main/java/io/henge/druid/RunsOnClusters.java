package io.henge.druid;

import io.henge.druid.fence.ActionGate;
import io.henge.druid.fence.GatedRunner;
import java.util.Optional;

/** A task runner of Druid that runs tasks on clusters, all of them or some. */
public interface RunsOnClusters extends GatedRunner {
    /** The part that does it. */
    HengeTaskRunner onClusters();

    @Override
    default Optional<ActionGate> gate() {
        return onClusters().gate();
    }
}
