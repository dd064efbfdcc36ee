package io.henge.druid.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A type of tasks that nothing here can read: where tasks of it say what a Job is made from. What is known of single types is
 * what Druid's own extensions do with their tasks.
 */
record GivenTaskType(String name) {
    private static final String CONTROLLER = "query_controller";
    private static final String WORKER = "query_worker";
    private static final Set<String> STREAMS = Set.of("index_kafka", "index_kinesis", "index_rabbit");

    /** Where data sources stand, the plainest place first. */
    private static final List<String> DATA_SOURCES = List.of(
            "/dataSource", "/dataSchema/dataSource", "/spec/dataSchema/dataSource", "/spec/destination/dataSource");

    /** @throws IllegalArgumentException if the task names none, with a sentence */
    String dataSource(JsonNode task) {
        return DATA_SOURCES.stream()
                .map(place -> task.at(place).asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .or(() -> Stream.of(task)
                        .filter(unused -> name.equals(CONTROLLER))
                        .map(GivenTaskType::ofNone)
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("a task of type[" + name
                        + "] that names no data source. Give one as `dataSource`: of this type nothing"
                        + " else is known."));
    }

    /** What a query is said to write that writes into no data source. */
    private static String ofNone(JsonNode task) {
        return task.at("/spec/destination/type").asText().equals("export") ? "__query_export" : "__query_select";
    }

    String groupId(JsonNode task, String id) {
        String given = task.path("groupId").asText();
        if (!given.isEmpty()) {
            return given;
        }
        if (STREAMS.contains(name)) {
            return name + "_" + dataSource(task);
        }
        String controller = task.path("controllerTaskId").asText();
        return name.equals(WORKER) && !controller.isEmpty() ? controller : id;
    }

    /** Whether its tasks load no broadcast data sources, whatever their context says. */
    boolean loadsNoBroadcast() {
        return name.equals(CONTROLLER);
    }
}
