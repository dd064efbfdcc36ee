package io.henge.druid.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.config.ConfigException;
import io.henge.druid.config.WorkersConfig;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tasks go to workers, by the properties of workers. */
class AssignmentTest {
    private static Assignment of(Map<String, String> keys) {
        Properties properties = new Properties();
        keys.forEach((key, value) -> properties.setProperty(WorkersConfig.PREFIX + "." + key, value));
        return Assignment.of(WorkersConfig.read(properties, new ObjectMapper()));
    }

    @ParameterizedTest(name = "{0}={1} sends to workers: {2}")
    @CsvSource({
        "runnerStrategy.type, k8s, false",
        "runnerStrategy.type, worker, true",
        "runnerStrategy.workerType, httpRemote, false",
        "workerTaskRunnerType, httpRemote, false",
        "sendAllTasksToWorkerTaskRunner, true, true",
        "sendAllTasksToWorkerTaskRunner, false, false",
        "http.httpClientType, vertx, false"
    })
    void allTasksGoToOneSide(String key, String value, boolean toWorkers) {
        assertThat(of(Map.of(key, value)).toWorkers("index")).isEqualTo(toWorkers);
    }

    @Test
    void withoutAnyKeyAllTasksGoToClusters() {
        assertThat(of(Map.of()).toWorkers("index")).isFalse();
    }

    @ParameterizedTest(name = "by default {0}, a task of type {1} goes to workers: {2}")
    @CsvSource({
        "k8s, index, true",
        "k8s, compact, false",
        "k8s, kill, false",
        "worker, index, true",
        "worker, compact, false",
        "worker, kill, true",
        "anything, kill, false"
    })
    void byTypeAnOverrideComesBeforeTheDefault(String byDefault, String type, boolean toWorkers) {
        Assignment assignment = of(Map.of(
                "runnerStrategy.type", "taskType",
                "runnerStrategy.taskType.default", byDefault,
                "runnerStrategy.taskType.overrides", "{\"index\":\"worker\",\"compact\":\"k8s\"}"));
        assertThat(assignment.toWorkers(type)).isEqualTo(toWorkers);
    }

    @Test
    void anOverrideMayBeAPropertyOfItsOwn() {
        Assignment assignment = of(Map.of(
                "runnerStrategy.type", "taskType",
                "runnerStrategy.taskType.default", "k8s",
                "runnerStrategy.taskType.overrides.index_kafka", "worker"));
        assertThat(assignment.toWorkers("index_kafka")).isTrue();
        assertThat(assignment.toWorkers("index")).isFalse();
    }

    @ParameterizedTest(name = "{0}={1} is refused with [{2}]")
    @CsvSource({
        "runnerStrategy.type, remote, 'Give k8s, worker or taskType'",
        "runnerStrategy.type, taskType, runnerStrategy.taskType.default` is not set",
        "runnerStrategy.workerType, remote, Give httpRemote",
        "workerTaskRunnerType, remote, Give httpRemote",
        "sendAllTasksToWorkerTaskRunner, maybe, Give true or false",
        "runnerStrategy.taskType.overrides, index=worker, Give a JSON object of strings"
    })
    void aWrongValueIsRefusedWithItsKey(String key, String value, String words) {
        assertThatThrownBy(() -> of(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(WorkersConfig.PREFIX + ".")
                .hasMessageContaining(words);
    }

    @Test
    void allComplaintsComeAtOnce() {
        assertThatThrownBy(() -> of(Map.of(
                        "sendAllTasksToWorkerTaskRunner", "true",
                        "runnerStrategy.workerType", "remote",
                        "runnerStrategy.type", "taskType",
                        "runnerStrategy.taskType.overrides", "{\"index\":\"moon\"}")))
                .hasMessageContaining("which says otherwise")
                .hasMessageContaining("`remote`")
                .hasMessageContaining("taskType.default` is not set")
                .hasMessageContaining("`index: moon`");
    }
}
