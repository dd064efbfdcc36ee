package io.henge.bench.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.kubernetes.job.Marks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs and their pods: each Job gets a pod, which runs at once, and ends well after a time that is the same for all whose
 * task's id does not say another one.
 */
final class StubCluster {
    /** Before the milliseconds at the end of the id of a task whose pod runs for so long. */
    static final String RUNS_FOR = "-runs-for-";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Jobs live for seconds here; when they were made matters to nobody. */
    private static final String SOME_TIME = Instant.EPOCH.toString();

    private final Kept jobs = new Kept();
    private final Kept pods = new Kept();
    private final Duration runTime;

    /** When the Jobs of tasks were first asked for, when their pods ended, and when their Jobs were first deleted, by {@link System#nanoTime}. */
    private final Map<String, Long> created = new ConcurrentHashMap<>();

    private final Map<String, Long> ended = new ConcurrentHashMap<>();

    private final Map<String, Long> deleted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);

    StubCluster(Duration runTime) {
        this.runTime = runTime;
    }

    Kept jobs() {
        return jobs;
    }

    Kept pods() {
        return pods;
    }

    Map<String, Long> created() {
        return created;
    }

    Map<String, Long> ended() {
        return ended;
    }

    Map<String, Long> deleted() {
        return deleted;
    }

    /** Makes a Job and its pod; null if there is a Job of that name. */
    @Nullable
    ObjectNode create(JsonNode wanted) {
        created.putIfAbsent(taskOf(wanted), System.nanoTime());
        ObjectNode job = wanted.deepCopy();
        String name = job.path("metadata").path("name").asText();
        ObjectNode metadata = (ObjectNode) job.path("metadata");
        metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", SOME_TIME);
        job.putObject("status").put("active", 1);
        if (!jobs.put(job, true)) {
            return null;
        }
        String pod = name + "-stub0";
        pods.put(podOf(job, pod), true);
        change(pods, pod, StubCluster::run);
        var unused = timer.schedule(() -> end(name, pod, taskOf(job)), runMillis(taskOf(job)), TimeUnit.MILLISECONDS);
        return job;
    }

    private static String taskOf(JsonNode job) {
        return job.path("metadata")
                .path("annotations")
                .path(Marks.ANNOTATION_TASK_ID)
                .asText();
    }

    private long runMillis(String task) {
        int own = task.lastIndexOf(RUNS_FOR);
        return own < 0 ? runTime.toMillis() : Long.parseLong(task.substring(own + RUNS_FOR.length()));
    }

    private void end(String job, String pod, String task) {
        ended.put(task, System.nanoTime());
        change(pods, pod, StubCluster::complete);
        change(jobs, job, ended -> {
            ObjectNode status = ended.putObject("status").put("succeeded", 1);
            status.putArray("conditions").addObject().put("type", "Complete").put("status", "True");
        });
    }

    void delete(String job) {
        long now = System.nanoTime();
        @Nullable ObjectNode present = jobs.find(job);
        if (present != null) {
            deleted.putIfAbsent(taskOf(present), now);
        }
        jobs.remove(job);
        pods.remove(job + "-stub0");
    }

    private static void change(Kept kind, String name, Consumer<ObjectNode> how) {
        @Nullable ObjectNode before = kind.find(name);
        if (before != null) {
            ObjectNode after = before.deepCopy();
            how.accept(after);
            boolean unused = kind.put(after, false);
        }
    }

    private static ObjectNode podOf(JsonNode job, String name) {
        String jobName = job.path("metadata").path("name").asText();
        JsonNode template = job.path("spec").path("template");
        ObjectNode pod = JSON.createObjectNode().put("kind", "Pod").put("apiVersion", "v1");
        ObjectNode metadata = template.path("metadata").deepCopy();
        metadata.put("name", name)
                .put("namespace", job.path("metadata").path("namespace").asText())
                .put("uid", UUID.randomUUID().toString())
                .put("creationTimestamp", SOME_TIME);
        ((ObjectNode) metadata.path("labels")).put("job-name", jobName).put("batch.kubernetes.io/job-name", jobName);
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("controller", true)
                .put("name", jobName)
                .put("uid", job.path("metadata").path("uid").asText());
        pod.set("metadata", metadata);
        pod.set("spec", template.path("spec").deepCopy());
        pod.putObject("status").put("phase", "Pending");
        return pod;
    }

    private static void run(ObjectNode pod) {
        ObjectNode status = pod.putObject("status");
        status.put("phase", "Running").put("podIP", "10.0.0.1").put("startTime", SOME_TIME);
        ObjectNode container = status.putArray("containerStatuses").addObject();
        container.put("name", "main").put("ready", true);
        container.putObject("state").putObject("running").put("startedAt", SOME_TIME);
    }

    private static void complete(ObjectNode pod) {
        ObjectNode status = (ObjectNode) pod.path("status");
        status.put("phase", "Succeeded");
        ((ObjectNode) status.path("containerStatuses").path(0))
                .putObject("state")
                .putObject("terminated")
                .put("exitCode", 0)
                .put("reason", "Completed")
                .put("startedAt", SOME_TIME)
                .put("finishedAt", SOME_TIME);
    }
}
