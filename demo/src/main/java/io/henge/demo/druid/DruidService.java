package io.henge.demo.druid;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A kind of Druid process, with the settings which keep it small and quick on one machine. */
public enum DruidService {
    OVERLORD("overlord", "512m"),
    COORDINATOR("coordinator", "320m"),
    /** Both in one process. */
    COORDINATOR_AS_OVERLORD("coordinator", "640m"),
    HISTORICAL("historical", "256m"),
    BROKER("broker", "320m"),
    ROUTER("router", "256m"),
    /** A worker that runs tasks in its own process. */
    INDEXER("indexer", "400m");

    /** Which extensions a process loads. */
    static final String LOAD_LIST = "druid.extensions.loadList";

    private static final String OVERLORD_SERVICE = "druid/overlord";

    private final String command;
    private final String heap;

    DruidService(String command, String heap) {
        this.command = command;
        this.heap = heap;
    }

    /** What follows {@code Main server}. */
    public String command() {
        return command;
    }

    public String heap() {
        return heap;
    }

    /** Settings of every process, peons included. */
    public static Map<String, String> common(Endpoints endpoints, Storage storage) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(LOAD_LIST, loadList(List.of()));
        properties.put("druid.zk.service.host", endpoints.zooKeeper());
        properties.put("druid.zk.paths.base", "/druid");
        // Half a minute by default: a killed Overlord would leave its place empty for that long.
        properties.put("druid.zk.service.sessionTimeoutMs", "4000");
        properties.putAll(endpoints.store().settings(endpoints.storePort()));
        properties.put("druid.storage.type", "local");
        properties.put("druid.storage.storageDirectory", storage.segments().toString());
        properties.put("druid.indexer.logs.type", "file");
        properties.put("druid.indexer.logs.directory", storage.taskLogs().toString());
        properties.put("druid.processing.intermediaryData.storage.type", "deepstore");
        properties.put("druid.indexer.task.encapsulatedTask", "true");
        properties.put("druid.selectors.indexing.serviceName", OVERLORD_SERVICE);
        properties.put("druid.selectors.coordinator.serviceName", "druid/coordinator");
        // Looked up at start, lookups cost a minute while no Coordinator answers.
        properties.put("druid.lookup.enableLookupSyncOnStartup", "false");
        properties.put("druid.processing.buffer.sizeBytes", "10MiB");
        properties.put("druid.processing.numThreads", "1");
        properties.put("druid.processing.numMergeBuffers", "1");
        properties.put("druid.sql.enable", "true");
        properties.put("druid.emitter", "noop");
        properties.put("druid.monitoring.monitors", "[]");
        return properties;
    }

    /** The value of {@link #LOAD_LIST} for these, each by its name or its absolute directory. */
    static String loadList(List<String> extensions) {
        return extensions.stream().map(extension -> "\"" + extension + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    /** Settings of this kind alone, for a process which listens on {@code port} and writes below {@code scratch}. */
    public Map<String, String> properties(int port, Path scratch) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("druid.service", "druid/" + command);
        properties.put("druid.host", Endpoints.HOST);
        properties.put("druid.bindOnHost", "true");
        properties.put("druid.plaintextPort", Integer.toString(port));
        properties.put("druid.server.http.numThreads", "20");
        switch (this) {
            case OVERLORD -> properties.putAll(overlord(scratch));
            case INDEXER -> {
                properties.put("druid.worker.capacity", "2");
                properties.put(
                        "druid.indexer.task.baseTaskDir",
                        scratch.resolve("tasks").toString());
            }
            case COORDINATOR -> properties.putAll(coordinator());
            case COORDINATOR_AS_OVERLORD -> {
                properties.putAll(coordinator());
                properties.putAll(overlord(scratch));
                properties.put("druid.coordinator.asOverlord.enabled", "true");
                properties.put("druid.coordinator.asOverlord.overlordService", OVERLORD_SERVICE);
            }
            case HISTORICAL -> {
                properties.put("druid.server.maxSize", "1g");
                properties.put(
                        "druid.segmentCache.locations",
                        "[{\"path\":\"" + scratch.resolve("segment-cache") + "\",\"maxSize\":\"1g\"}]");
            }
            case BROKER -> {
                properties.put("druid.sql.planner.metadataRefreshPeriod", "PT2S");
                // Otherwise sys.segments is up to a minute old.
                properties.put("druid.sql.planner.metadataSegmentCacheEnable", "false");
                properties.put("druid.broker.http.numConnections", "5");
            }
            case ROUTER -> {
                properties.put("druid.router.managementProxy.enabled", "true");
                properties.put("druid.router.defaultBrokerServiceName", "druid/broker");
                properties.put("druid.router.coordinatorServiceName", "druid/coordinator");
            }
        }
        return properties;
    }

    private static Map<String, String> overlord(Path scratch) {
        return Map.of(
                "druid.indexer.storage.type",
                "metadata",
                "druid.indexer.queue.startDelay",
                "PT0S",
                "druid.indexer.task.baseTaskDir",
                scratch.resolve("tasks").toString());
    }

    private static Map<String, String> coordinator() {
        return Map.of(
                "druid.coordinator.startDelay",
                "PT1S",
                "druid.coordinator.period",
                "PT2S",
                "druid.coordinator.period.indexingPeriod",
                "PT60S",
                "druid.manager.segments.pollDuration",
                "PT2S");
    }
}
