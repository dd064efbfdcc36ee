package io.henge.druid.ship;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.TaskId;
import io.henge.core.lease.LeaseWords;
import io.henge.core.placement.Rules;
import io.henge.druid.fence.Claims;
import io.henge.druid.task.TaskContext;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Peon;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.job.Shipments;
import io.henge.kubernetes.job.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.druid.error.DruidException;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.query.DruidMetrics;
import org.apache.druid.server.coordination.BroadcastDatasourceLoadingSpec;
import org.jspecify.annotations.Nullable;

/**
 * Packs tasks for their pods: the task's JSON with the attempt's own {@code henge} context and cluster, and what its
 * context says about the pod. Called on the clusters' threads.
 */
public final class TaskShipments implements Shipments {
    static final String TEMPLATE_KEY = "podTemplateSelectionKey";
    static final String JAVA_OPTS = "druid.indexer.runner.javaOpts";

    private final Function<TaskId, Optional<Task>> tasks;
    private final ObjectMapper json;
    private final TaskConfig config;
    private final TaskPayloads payloads;
    private final Optional<StorageRootVariable> storageRoot;
    private final boolean tls;
    private final TaskLeases leases;

    public TaskShipments(
            Function<TaskId, Optional<Task>> tasks,
            ObjectMapper json,
            TaskConfig config,
            TaskPayloads payloads,
            Optional<StorageRootVariable> storageRoot,
            boolean tls,
            TaskLeases leases) {
        this.tasks = tasks;
        this.json = json;
        this.config = config;
        this.payloads = payloads;
        this.storageRoot = storageRoot;
        this.tls = tls;
        this.leases = leases;
    }

    @Override
    public Shipment of(Attempt attempt) throws JobRefusedException {
        Task task = tasks.apply(attempt.task())
                .orElseThrow(() -> new JobRefusedException(
                        "Task[" + attempt.task() + "] is neither known to the queue nor in Druid's task storage"));
        return new Shipment(
                attempt.task(),
                task.getType(),
                task.getGroupId(),
                task.getDataSource(),
                payloads.of(attempt.id(), jsonOf(task, attempt)),
                peonOf(task, attempt),
                wishesOf(task, attempt));
    }

    private Peon peonOf(Task task, Attempt attempt) throws JobRefusedException {
        BroadcastDatasourceLoadingSpec.Mode mode = broadcastModeOf(task);
        return new Peon(
                config.getBaseDir(),
                config.getBaseTaskDir().getAbsolutePath(),
                task.getNodeType(),
                mode.toString(),
                mode != BroadcastDatasourceLoadingSpec.Mode.NONE,
                tls,
                environment(attempt));
    }

    /** Kubernetes takes {@code $(A)} for the value of another variable. */
    private SortedMap<String, String> environment(Attempt attempt) {
        TreeMap<String, String> all = new TreeMap<>();
        storageRoot.ifPresent(variable -> all.putAll(variable.environment(attempt)));
        if (attempt.id().number() > 1) {
            attempt.given()
                    .values()
                    .forEach((name, value) -> all.put(Preserved.variable(name), value.replace("$(", "$$(")));
            all.put(
                    Preserved.variable(Preserved.ATTEMPT),
                    Integer.toString(attempt.id().number()));
        }
        return all;
    }

    private static BroadcastDatasourceLoadingSpec.Mode broadcastModeOf(Task task) throws JobRefusedException {
        try {
            return task.getBroadcastDatasourceLoadingSpec().getMode();
        } catch (DruidException e) {
            throw new JobRefusedException("The context of task[" + task.getId() + "] is wrong: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw refused(TaskContext.of(task)
                    .wrong(
                            BroadcastDatasourceLoadingSpec.CTX_BROADCAST_DATASOURCES_TO_LOAD,
                            "a list of the names of data sources"));
        }
    }

    /** A tag that is not of the right type says nothing: a task is never refused for its tags. */
    private static Wishes wishesOf(Task task, Attempt attempt) throws JobRefusedException {
        Map<String, Object> context = task.getContext() == null ? Map.of() : task.getContext();
        TreeMap<String, String> tags = new TreeMap<>();
        if (context.get(DruidMetrics.TAGS) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> {
                if (key instanceof String tag && value instanceof String text) {
                    tags.put(tag, text);
                }
            });
        }
        tags.put(Rules.CLUSTER_TAG, attempt.cluster().value());
        try {
            TaskContext said = TaskContext.of(task);
            @Nullable String javaOpts = said.text(JAVA_OPTS);
            return new Wishes(tags, said.text(TEMPLATE_KEY), javaOpts == null ? "" : javaOpts);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static JobRefusedException refused(IllegalArgumentException e) {
        return new JobRefusedException(String.valueOf(e.getMessage()), e);
    }

    private byte[] jsonOf(Task task, Attempt attempt) throws JobRefusedException {
        try {
            return json.writeValueAsBytes(marked(json.valueToTree(task), attempt, leases.of(task)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new JobRefusedException("Task[" + attempt.task() + "] cannot be written as JSON: " + e.getMessage());
        }
    }

    private ObjectNode marked(ObjectNode task, Attempt attempt, Optional<Duration> lease) {
        JsonNode present = task.path("context");
        ObjectNode context = present.isObject() ? (ObjectNode) present : json.createObjectNode();
        JsonNode before = context.path(Claims.CONTEXT_KEY);
        ObjectNode claim = context.putObject(Claims.CONTEXT_KEY);
        for (String own : List.of(Claims.PLACEMENT, Claims.FAILOVER)) {
            if (before.has(own)) {
                claim.set(own, before.path(own));
            }
        }
        claim.put(Claims.TASK, attempt.task().value())
                .put(Claims.ATTEMPT, attempt.id().number())
                .put(Claims.TOKEN, attempt.token().value());
        SortedMap<String, String> given = attempt.given().values();
        if (!given.isEmpty()) {
            ObjectNode preserved = claim.putObject(Claims.PRESERVED);
            given.forEach(preserved::put);
        }
        lease.ifPresent(length -> claim.put(LeaseWords.CONTEXT_KEY, length.toSeconds()));
        JsonNode tags = context.path(DruidMetrics.TAGS);
        if (tags.isObject() || tags.isMissingNode()) {
            context.with(DruidMetrics.TAGS)
                    .put(Rules.CLUSTER_TAG, attempt.cluster().value());
        }
        return task.set("context", context);
    }
}
