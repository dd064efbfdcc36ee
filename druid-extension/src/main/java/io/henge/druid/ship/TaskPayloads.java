package io.henge.druid.ship;

import io.henge.core.attempt.AttemptId;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.lang3.NotImplementedException;
import org.apache.druid.tasklogs.TaskLogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how the JSON of a task gets to its pod: in the environment if it fits, else by deep storage if the configured
 * store takes task payloads, else in Secrets. Blocks on deep storage for what is large, and for nothing else.
 *
 * <p>Deep storage holds one payload per task. A later attempt's would hand its token to an earlier attempt whose pod starts
 * late, so that only first attempts go that way.
 */
public final class TaskPayloads {
    private static final Logger log = LoggerFactory.getLogger(TaskPayloads.class);

    private final Store store;

    /** Where large payloads may go. */
    @FunctionalInterface
    public interface Store {
        /** Whether the payload is there now, for the task's peon to fetch. */
        boolean takes(String task, byte[] json) throws IOException;
    }

    public TaskPayloads(Store store) {
        this.store = store;
    }

    /** With the store of the task logs, of which some refuse payloads, and some take them and keep nothing. */
    public static TaskPayloads of(TaskLogs logs) {
        return new TaskPayloads((task, json) -> {
            try {
                push(logs, task, json);
                return isThere(logs, task);
            } catch (NotImplementedException e) {
                return false;
            }
        });
    }

    /**
     * Packs the JSON of one attempt's task, and brings it to deep storage if that is its way.
     *
     * @throws JobRefusedException if deep storage failed; trying again may help
     */
    Payload of(AttemptId attempt, byte[] json) throws JobRefusedException {
        String task = attempt.task().value();
        String encoded = encoded(json);
        Payload.Way way = Payload.fitsEnvironment(encoded)
                ? Payload.Way.ENVIRONMENT
                : attempt.number() == 1 && isPushed(task, json) ? Payload.Way.DEEP_STORAGE : Payload.Way.SECRET;
        if (way == Payload.Way.ENVIRONMENT) {
            log.debug("Task[{}] of [{}] encoded characters travels by [{}]", task, encoded.length(), way);
        } else {
            log.info("Task[{}] of [{}] encoded characters travels by [{}]", task, encoded.length(), way);
        }
        return new Payload(encoded, way);
    }

    private boolean isPushed(String task, byte[] json) throws JobRefusedException {
        try {
            return store.takes(task, json);
        } catch (IOException | RuntimeException e) {
            throw JobRefusedException.forNow(
                    "Task[" + task + "] is too large for the environment of its pod, and could not be brought to deep "
                            + "storage: " + e.getMessage(),
                    e);
        }
    }

    private static void push(TaskLogs logs, String task, byte[] json) throws IOException {
        Path file = Files.createTempFile("henge-task", ".json");
        try {
            Files.write(file, json);
            logs.pushTaskPayload(task, file.toFile());
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isThere(TaskLogs logs, String task) throws IOException {
        com.google.common.base.Optional<InputStream> found = logs.streamTaskPayload(task);
        if (!found.isPresent()) {
            return false;
        }
        found.get().close();
        return true;
    }

    private static String encoded(byte[] json) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes every byte", e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
