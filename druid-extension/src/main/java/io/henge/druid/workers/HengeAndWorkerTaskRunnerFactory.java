package io.henge.druid.workers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;
import io.henge.druid.config.WorkersConfig;
import io.henge.druid.runner.HengeTaskRunnerFactory;
import java.util.Properties;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.indexing.overlord.TaskRunnerFactory;
import org.apache.druid.indexing.overlord.hrtr.HttpRemoteTaskRunner;
import org.apache.druid.indexing.overlord.hrtr.HttpRemoteTaskRunnerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one runner per leadership period, of the two that others make. */
public final class HengeAndWorkerTaskRunnerFactory implements TaskRunnerFactory<HengeAndWorkerTaskRunner> {
    private static final Logger log = LoggerFactory.getLogger(HengeAndWorkerTaskRunnerFactory.class);

    private final HengeTaskRunnerFactory clusters;
    private final HttpRemoteTaskRunnerFactory workers;
    private final Assignment assignment;

    /** The runner of this leadership period, or of the last one. */
    private volatile @Nullable HengeAndWorkerTaskRunner runner;

    @Inject
    HengeAndWorkerTaskRunnerFactory(
            HengeTaskRunnerFactory clusters,
            HttpRemoteTaskRunnerFactory workers,
            Properties properties,
            @Json ObjectMapper json) {
        this.clusters = clusters;
        this.workers = workers;
        try {
            this.assignment = Assignment.of(WorkersConfig.read(properties, json));
        } catch (IllegalArgumentException e) {
            // Said here, since Guice 5 cannot print a failed constructor of a class for Java 17.
            log.error("The Overlord cannot start with these settings:\n{}", e.getMessage());
            throw e;
        }
    }

    @Override
    public HengeAndWorkerTaskRunner build() {
        HttpRemoteTaskRunner onWorkers = workers.build();
        HengeAndWorkerTaskRunner built =
                new HengeAndWorkerTaskRunner(clusters.build(), onWorkers, onWorkers, assignment);
        runner = built;
        return built;
    }

    @Override
    public @Nullable HengeAndWorkerTaskRunner get() {
        return runner;
    }
}
