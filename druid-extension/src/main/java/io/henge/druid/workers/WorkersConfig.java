package io.henge.druid.workers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys below {@link #PREFIX} as they are written; {@link Assignment} says what they mean. Druid sets the fields, which
 * therefore are not final.
 */
public final class WorkersConfig {
    public static final String PREFIX = "druid.indexer.runner.k8sAndWorker";

    /** An earlier name of {@code runnerStrategy.workerType}. */
    @JsonProperty
    private @Nullable String workerTaskRunnerType;

    /** An earlier way of saying {@code worker} as the strategy. */
    @JsonProperty
    private @Nullable String sendAllTasksToWorkerTaskRunner;

    @JsonProperty
    private Strategy runnerStrategy = new Strategy();

    private static final class Strategy {
        @JsonProperty
        private @Nullable String type;

        @JsonProperty
        private @Nullable String workerType;

        @JsonProperty
        private Types taskType = new Types();
    }

    private static final class Types {
        @JsonProperty("default")
        private @Nullable String defaultSide;

        @JsonProperty
        private @Nullable Map<String, String> overrides;
    }

    @Nullable
    String workerTaskRunnerType() {
        return workerTaskRunnerType;
    }

    @Nullable
    String sendAllTasksToWorkerTaskRunner() {
        return sendAllTasksToWorkerTaskRunner;
    }

    @Nullable
    String type() {
        return runnerStrategy.type;
    }

    @Nullable
    String workerType() {
        return runnerStrategy.workerType;
    }

    @Nullable
    String defaultSide() {
        return runnerStrategy.taskType.defaultSide;
    }

    Map<String, String> overrides() {
        @Nullable Map<String, String> overrides = runnerStrategy.taskType.overrides;
        return overrides == null ? Map.of() : overrides;
    }
}
