package io.henge.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What Druid's own Kubernetes runner does to a cluster, written from the observed contract of its Jobs: it makes the Job
 * of a task from the pod template, and reads the task back from a Job that it finds.
 */
final class StockRunner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READABLE_MAX = 30;
    private static final int LABEL_MAX = 63;
    private static final String BASE_DIR = "/tmp";
    private static final String PEONS = "druid.k8s.peons";

    private final Place place;

    StockRunner(Place place) {
        this.place = place;
    }

    /** Makes the Job of a task that Druid knows. */
    void launch(String task, String cluster) throws Exception {
        launch(cluster, payloadOf(task));
    }

    /** Makes the Job of any task. */
    void launch(String cluster, JsonNode payload) throws IOException {
        Map<String, String> labels = labels(place.cluster(cluster).namespace(), payload);
        Map<String, String> about = about(payload);
        Map<String, String> onPod = new TreeMap<>(about);
        onPod.put("tls.enabled", "false");
        onPod.put("task", pack(payload));
        create(cluster, job(payload, labels, about, fromTemplate(payload, onPod)));
    }

    /** Makes the Job of a task that Druid knows in a pod made from the Overlord's, without its sidecar. */
    void launchLikeOverlord(String task, String cluster) throws Exception {
        JsonNode payload = payloadOf(task);
        Map<String, String> about = Map.of("task.id", task, "tls.enabled", "false");
        create(
                cluster,
                job(payload, Map.of(PEONS, "true"), about, fromOverlord(StandInOverlordPod.of(place), payload, about)));
    }

    private JsonNode payloadOf(String task) throws Exception {
        return JSON.readTree(place.get("/druid/indexer/v1/task/" + task).body()).path("payload");
    }

    private void create(String cluster, Job job) {
        place.ask(cluster, client -> client.batch().v1().jobs().resource(job).create());
    }

    private static Job job(
            JsonNode task, Map<String, String> labels, Map<String, String> about, PodTemplateSpec template) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(nameOf(task.path("id").asText()))
                .withLabels(labels)
                .withAnnotations(about)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(14_400L)
                .withTtlSecondsAfterFinished(172_800)
                .withTemplate(new PodTemplateSpecBuilder(template)
                        .editMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .endSpec()
                .build();
    }

    private PodTemplateSpec fromTemplate(JsonNode task, Map<String, String> about) throws IOException {
        PodTemplateSpec template = Serialization.unmarshal(
                        Files.readString(place.world().directory().peonTemplate()), PodTemplate.class)
                .getTemplate();
        Container first = new ContainerBuilder(
                        template.getSpec().getContainers().get(0))
                .addToEnv(environment(task.path("id").asText()))
                .build();
        return new PodTemplateSpecBuilder(template)
                .withNewMetadata()
                .withAnnotations(about)
                .endMetadata()
                .editSpec()
                .withContainers(first)
                .endSpec()
                .build();
    }

    private static PodTemplateSpec fromOverlord(Pod overlord, JsonNode task, Map<String, String> about)
            throws IOException {
        String id = task.path("id").asText();
        Container main = new ContainerBuilder(StandInOverlordPod.mainOf(overlord))
                .withName("main")
                .withCommand("sh", "-c")
                .withArgs("/peon.sh --loadBroadcastSegments true --loadBroadcastDatasourceMode ALL --taskId " + id)
                .addToEnv(
                        variable("TASK_DIR", BASE_DIR + "/" + id),
                        variable(
                                "JAVA_OPTS",
                                "-Ddruid.indexer.task.baseTaskDir=" + BASE_DIR
                                        + " -Ddruid.port=8100 -Ddruid.plaintextPort=8100 -Ddruid.tlsPort=-1"),
                        field("druid_host", "status.podIP"),
                        field("HOSTNAME", "metadata.name"),
                        variable("TASK_JSON", pack(task)))
                .build();
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withAnnotations(about)
                .endMetadata()
                .withNewSpecLike(overlord.getSpec())
                .withNodeName(null)
                .withRestartPolicy("Never")
                .withContainers(main)
                .endSpec()
                .build();
    }

    /** The name that it gives the Job of a task. */
    static String nameOf(String task) {
        String readable = alphanumeric(task);
        return readable.substring(0, Math.min(READABLE_MAX, readable.length())) + "-"
                + Hashing.murmur3_128().hashString(task, StandardCharsets.UTF_8);
    }

    /** The labels by which it finds its Jobs again. */
    static Map<String, String> selector(String namespace) {
        return Map.of(PEONS, "true", "druid.overlord.namespace", namespace);
    }

    private static Map<String, String> labels(String namespace, JsonNode task) {
        Map<String, String> labels = new TreeMap<>(selector(namespace));
        labels.put("druid.task.id", label(task.path("id")));
        labels.put("druid.task.type", task.path("type").asText());
        labels.put("druid.task.group.id", label(task.path("groupId")));
        labels.put("druid.task.datasource", task.path("dataSource").asText());
        return labels;
    }

    private static Map<String, String> about(JsonNode task) {
        return Map.of(
                "task.id", task.path("id").asText(),
                "task.type", task.path("type").asText(),
                "task.group.id", task.path("groupId").asText(),
                "task.datasource", task.path("dataSource").asText(),
                "task.jobTemplate", "base");
    }

    private static EnvVar[] environment(String task) {
        return new EnvVar[] {
            variable("TASK_DIR", BASE_DIR + "/" + task),
            variable("druid_indexer_task_baseTaskDir", BASE_DIR),
            variable("TASK_ID", task),
            variable("LOAD_BROADCAST_DATASOURCE_MODE", "NONE"),
            variable("LOAD_BROADCAST_SEGMENTS", "false"),
            field("DRUID_POD_TEMPLATE", "metadata.annotations['task.jobTemplate']"),
            field("TASK_JSON", "metadata.annotations['task']")
        };
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVar(name, value, null);
    }

    private static EnvVar field(String name, String path) {
        ObjectFieldSelector field = new ObjectFieldSelector(null, path);
        return new EnvVar(name, null, new EnvVarSource(null, field, null, null));
    }

    private static String label(JsonNode id) {
        String letters = alphanumeric(id.asText());
        return letters.substring(0, Math.min(LABEL_MAX, letters.length()));
    }

    private static String alphanumeric(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static String pack(JsonNode task) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(JSON.writeValueAsBytes(task));
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /** The task that it reads back from a Job when it begins to lead. */
    static JsonNode taskOf(Job job) throws IOException {
        String packed =
                job.getSpec().getTemplate().getMetadata().getAnnotations().get("task");
        try (GZIPInputStream json =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            return JSON.readTree(json);
        }
    }
}
