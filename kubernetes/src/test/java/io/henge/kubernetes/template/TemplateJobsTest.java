package io.henge.kubernetes.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskId;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.testkit.fleet.Attempts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateJobsTest {
    private static final AttemptId ID = new AttemptId(new TaskId("index_Flights_2026"), 2);
    private static final Attempt ATTEMPT = Attempts.placed(
            ID,
            new JobAddress(new ClusterName("east"), "tasks", new JobNames("").nameOf(ID)),
            1,
            Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path dir;

    private PodTemplates templates;

    @BeforeEach
    void write() throws Exception {
        Path base = Files.writeString(dir.resolve("base.yaml"), """
                kind: PodTemplate
                template:
                  metadata:
                    labels: {team: data}
                    annotations: {prometheus: "yes"}
                  spec:
                    serviceAccountName: peon
                    restartPolicy: Never
                    containers:
                      - {name: main, image: druid, env: [{name: JAVA_OPTS, value: -Xmx1g}]}
                      - {name: sidecar, image: proxy}
                """);
        templates = new PodTemplates(Map.of("base", base));
    }

    private Job jobWith(String payload) throws Exception {
        TemplateSettings settings = new TemplateSettings(
                Map.of("stage", "prod", "druid.k8s.peons", "overridden"),
                Map.of("note", "mine"),
                "druid-ns",
                Duration.ofHours(4),
                Duration.ofDays(2),
                "owner-1");
        Shipments shipments = attempt -> new Shipment(
                attempt.task(),
                "index",
                "g_1",
                ".my/data source_",
                payload,
                "/base",
                "NONE",
                false,
                new TreeMap<>(),
                true);
        return new TemplateJobs(templates, Shipment::type, shipments, settings).jobFor(ATTEMPT);
    }

    @Test
    void theJobRunsOnceAndIsCleanedUp() throws Exception {
        Job job = jobWith("payload");
        assertThat(job.getMetadata().getName())
                .isEqualTo(ATTEMPT.address().job().value());
        assertThat(job.getMetadata().getNamespace()).isEqualTo("tasks");
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(14_400);
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(172_800);
        assertThat(job.getSpec().getParallelism()).isNull();
        assertThat(job.getSpec().getCompletions()).isNull();
        assertThat(job.getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void jobAndPodAreMarkedAsDruidMarksThemAndWithTheAttempt() throws Exception {
        Job job = jobWith("payload");
        Map<String, String> marks = Map.of(
                "stage", "prod",
                "druid.k8s.peons", "true",
                "druid.overlord.namespace", "druid-ns",
                "druid.task.id", "indexflights2026",
                "druid.task.type", "index",
                "druid.task.group.id", "g1",
                "druid.task.datasource", "mydatasource",
                "henge.io/attempt", "2",
                "henge.io/owner", "owner-1");
        PodTemplateSpec pod = job.getSpec().getTemplate();
        assertThat(job.getMetadata().getLabels()).containsExactlyInAnyOrderEntriesOf(marks);
        assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(marks).containsEntry("team", "data");
        assertThat(job.getMetadata().getAnnotations())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "note", "mine",
                        "task.id", "index_Flights_2026",
                        "task.type", "index",
                        "task.group.id", "g_1",
                        "task.datasource", ".my/data source_",
                        "task.jobTemplate", "base"));
        assertThat(pod.getMetadata().getAnnotations())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "prometheus", "yes",
                        "task", "payload",
                        "tls.enabled", "true",
                        "task.id", "index_Flights_2026",
                        "task.type", "index",
                        "task.group.id", "g_1",
                        "task.datasource", ".my/data source_",
                        "task.jobTemplate", "base"));
    }

    @Test
    void theFirstContainerGetsTheEnvironmentAndNothingElseIsTouched() throws Exception {
        PodTemplateSpec pod = jobWith("payload").getSpec().getTemplate();
        Container first = pod.getSpec().getContainers().get(0);
        assertThat(first.getEnv())
                .extracting(EnvVar::getName)
                .containsExactly(
                        "JAVA_OPTS",
                        "TASK_DIR",
                        "druid_indexer_task_baseTaskDir",
                        "TASK_ID",
                        "LOAD_BROADCAST_DATASOURCE_MODE",
                        "LOAD_BROADCAST_SEGMENTS",
                        "DRUID_POD_TEMPLATE",
                        "TASK_JSON");
        assertThat(first.getEnv().subList(1, 6))
                .extracting(EnvVar::getValue)
                .containsExactly("/base/index_Flights_2026", "/base", "index_Flights_2026", "NONE", "false");
        assertThat(first.getEnv().subList(6, 8))
                .extracting(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
                .containsExactly("metadata.annotations['task.jobTemplate']", "metadata.annotations['task']");
        assertThat(pod.getSpec().getContainers().get(1).getEnv()).isEmpty();
        assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("peon");
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void buildingAJobLeavesTheTemplateAsItWas() throws Exception {
        jobWith("payload");
        PodTemplateSpec template = templates.forKey("index").template();
        assertThat(template.getSpec().getContainers().get(0).getEnv()).hasSize(1);
        assertThat(template.getMetadata().getLabels()).hasSize(1);
    }

    @Test
    void aTaskThatIsTooLargeIsRefusedInWords() throws Exception {
        assertThat(jobWith("x".repeat(130_048))).isNotNull();
        assertThatThrownBy(() -> jobWith("x".repeat(130_049)))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining("Task[index_Flights_2026] is too large to be shipped: 130049 characters");
    }
}
