package io.henge.druid.workers;

import io.henge.druid.config.ConfigException;
import io.henge.druid.config.WorkersConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tasks go to workers; the others go to clusters.
 *
 * @param byDefault whether a task does whose type is not named
 * @param byType whether the tasks of a type do
 */
public record Assignment(boolean byDefault, Map<String, Boolean> byType) {
    private static final Logger log = LoggerFactory.getLogger(Assignment.class);

    private static final String CLUSTERS = "k8s";
    private static final String WORKERS = "worker";
    private static final String BY_TYPE = "taskType";
    private static final String HTTP = "httpRemote";

    public Assignment {
        byType = Map.copyOf(byType);
    }

    boolean toWorkers(String taskType) {
        return byType.getOrDefault(taskType, byDefault);
    }

    /**
     * What {@code config} means.
     *
     * @throws ConfigException with every complaint, if there is any
     */
    public static Assignment of(WorkersConfig config) {
        List<String> complaints = new ArrayList<>();
        onlyHttp("workerTaskRunnerType", config.workerTaskRunnerType(), complaints);
        onlyHttp("runnerStrategy.workerType", config.workerType(), complaints);
        Assignment assignment = strategy(config, complaints);
        if (!complaints.isEmpty()) {
            throw new ConfigException(complaints);
        }
        return assignment;
    }

    private static Assignment strategy(WorkersConfig config, List<String> complaints) {
        boolean all = isTrue("sendAllTasksToWorkerTaskRunner", config.sendAllTasksToWorkerTaskRunner(), complaints);
        String type = config.type() == null ? (all ? WORKERS : CLUSTERS) : config.type();
        if (all && !type.equals(WORKERS)) {
            complaints.add(said("runnerStrategy.type", type)
                    + "Leave it out, or sendAllTasksToWorkerTaskRunner, which says otherwise.");
        }
        return switch (type) {
            case CLUSTERS -> new Assignment(false, Map.of());
            case WORKERS -> new Assignment(true, Map.of());
            case BY_TYPE -> byType(config, complaints);
            default -> {
                complaints.add(said("runnerStrategy.type", type) + "Give k8s, worker or taskType.");
                yield new Assignment(false, Map.of());
            }
        };
    }

    private static Assignment byType(WorkersConfig config, List<String> complaints) {
        @Nullable String side = config.defaultSide();
        if (side == null || side.isBlank()) {
            complaints.add(said("runnerStrategy.taskType.default", side) + "Give k8s or worker.");
        } else if (!side.equals(WORKERS) && !side.equals(CLUSTERS)) {
            // Druid's own runner takes it so, too.
            log.warn("{}It counts as k8s. Give k8s or worker.", said("runnerStrategy.taskType.default", side));
        }
        Map<String, Boolean> byType = new TreeMap<>();
        config.overrides().forEach((type, override) -> {
            if (!WORKERS.equals(override) && !CLUSTERS.equals(override)) {
                complaints.add(said("runnerStrategy.taskType.overrides", type + ": " + override)
                        + "Give k8s or worker for each type.");
            }
            byType.put(type, WORKERS.equals(override));
        });
        return new Assignment(WORKERS.equals(side), byType);
    }

    private static void onlyHttp(String key, @Nullable String value, List<String> complaints) {
        if (value != null && !value.equals(HTTP)) {
            complaints.add(said(key, value) + "Give " + HTTP + ", the one kind of workers there is.");
        }
    }

    private static boolean isTrue(String key, @Nullable String value, List<String> complaints) {
        if (value != null && !value.equals("true") && !value.equals("false")) {
            complaints.add(said(key, value) + "Give true or false.");
        }
        return "true".equals(value);
    }

    private static String said(String key, @Nullable String value) {
        return "`" + WorkersConfig.PREFIX + "." + key + "` " + (value == null ? "is not set" : "is `" + value + "`")
                + ". ";
    }
}
