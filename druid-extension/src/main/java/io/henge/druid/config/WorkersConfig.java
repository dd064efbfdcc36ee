package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.Properties;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is set for workers beside clusters, as it is written; what is absent is null. {@code Assignment} says what it means.
 *
 * @param workerTaskRunnerType an earlier name of {@code workerType}
 * @param sendAllTasksToWorkerTaskRunner an earlier way of saying {@code worker} as the strategy
 * @param type the strategy
 * @param defaultSide where the tasks go whose type is not among the overrides
 * @param overrides where the tasks of a type go
 */
public record WorkersConfig(
        @Nullable String workerTaskRunnerType,
        @Nullable String sendAllTasksToWorkerTaskRunner,
        @Nullable String type,
        @Nullable String workerType,
        @Nullable String defaultSide,
        SortedMap<String, String> overrides) {
    private static final String WORD = "k8sAndWorker";

    /** How its keys begin, before a dot. */
    public static final String PREFIX = RunnerConfigReader.PREFIX + WORD;

    public WorkersConfig {
        overrides = Collections.unmodifiableSortedMap(overrides);
    }

    /**
     * What {@code properties} say of workers.
     *
     * @throws ConfigException with every complaint, if something cannot be read
     */
    public static WorkersConfig read(Properties properties, ObjectMapper json) {
        PropertyBag bag = new PropertyBag(properties, RunnerConfigReader.PREFIX, json);
        Section common = Section.commonOf(bag);
        WorkersConfig config = new WorkersConfig(
                common.text(WORD + ".workerTaskRunnerType"),
                common.text(WORD + ".sendAllTasksToWorkerTaskRunner"),
                common.text(WORD + ".runnerStrategy.type"),
                common.text(WORD + ".runnerStrategy.workerType"),
                common.text(WORD + ".runnerStrategy.taskType.default"),
                common.map(WORD + ".runnerStrategy.taskType.overrides"));
        if (!bag.complaints().isEmpty()) {
            throw new ConfigException(bag.complaints());
        }
        return config;
    }
}
