package io.henge.druid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.druid.fence.Claims;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.template.Shipment;
import io.henge.kubernetes.template.Shipments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.server.coordination.BroadcastDatasourceLoadingSpec;

/**
 * Packs tasks for their pods: the task's JSON with the attempt's own {@code henge} context, compressed as Druid's peon
 * launcher expects it. Called on the clusters' threads.
 */
final class TaskShipments implements Shipments {
    private final Function<TaskId, Optional<Task>> tasks;
    private final ObjectMapper json;
    private final String baseDir;
    private final Optional<StorageRootVariable> storageRoot;
    private final boolean tls;

    TaskShipments(
            Function<TaskId, Optional<Task>> tasks,
            ObjectMapper json,
            String baseDir,
            Optional<StorageRootVariable> storageRoot,
            boolean tls) {
        this.storageRoot = storageRoot;
        this.tasks = tasks;
        this.json = json;
        this.baseDir = baseDir;
        this.tls = tls;
    }

    @Override
    public Shipment of(Attempt attempt) throws JobRefusedException {
        Task task = tasks.apply(attempt.task())
                .orElseThrow(() -> new JobRefusedException(
                        "Task[" + attempt.task() + "] is neither known to the queue nor in Druid's task storage"));
        BroadcastDatasourceLoadingSpec.Mode mode = broadcastModeOf(task);
        return new Shipment(
                attempt.task(),
                task.getType(),
                task.getGroupId(),
                task.getDataSource(),
                payloadOf(task, attempt),
                baseDir,
                mode.toString(),
                mode != BroadcastDatasourceLoadingSpec.Mode.NONE,
                storageRoot.map(variable -> variable.environment(attempt)).orElseGet(TreeMap::new),
                tls);
    }

    private static BroadcastDatasourceLoadingSpec.Mode broadcastModeOf(Task task) throws JobRefusedException {
        try {
            return task.getBroadcastDatasourceLoadingSpec().getMode();
        } catch (RuntimeException e) {
            throw new JobRefusedException("The context of task[" + task.getId() + "] is wrong: " + e.getMessage(), e);
        }
    }

    private String payloadOf(Task task, Attempt attempt) throws JobRefusedException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            json.writeValue(gzip, withToken(json.valueToTree(task), attempt));
        } catch (IOException | IllegalArgumentException e) {
            throw new JobRefusedException("Task[" + attempt.task() + "] cannot be written as JSON: " + e.getMessage());
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private ObjectNode withToken(ObjectNode task, Attempt attempt) {
        JsonNode present = task.path("context");
        ObjectNode context = present.isObject() ? (ObjectNode) present : json.createObjectNode();
        context.putObject(Claims.CONTEXT_KEY)
                .put(Claims.TASK, attempt.task().value())
                .put(Claims.ATTEMPT, attempt.id().number())
                .put(Claims.TOKEN, attempt.token().value());
        return task.set("context", context);
    }
}
