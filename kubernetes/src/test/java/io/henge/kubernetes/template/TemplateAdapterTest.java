package io.henge.kubernetes.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.henge.core.attempt.JobName;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Payload;
import io.henge.kubernetes.job.PodDraft;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.job.Shipped;
import io.henge.testkit.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateAdapterTest {
    private static final JobName JOB = new JobName("job-1");

    @TempDir
    private Path dir;

    private PodTemplates templates;

    @BeforeEach
    void write() throws Exception {
        templates = new PodTemplates(Map.of("base", template("base"), "kafka", template("kafka")), new ManualClock());
    }

    private TemplateFile template(String name) throws Exception {
        return new TemplateFile(
                "k8s.podTemplate." + name, Files.writeString(dir.resolve(name + ".yaml"), """
                kind: PodTemplate
                template:
                  metadata:
                    labels: {team: data}
                  spec:
                    containers:
                      - {name: main, image: %s, env: [{name: JAVA_OPTS, value: -Xmx1g}]}
                      - {name: sidecar, image: proxy}
                """.formatted(name)));
    }

    private PodDraft draft(boolean selectionAllowed, TemplateStrategy strategy, Shipment shipment) throws Exception {
        return new TemplateAdapter(templates, strategy, selectionAllowed, "druid").draft(shipment, JOB);
    }

    private @Nullable String chosen(boolean selectionAllowed, TemplateStrategy strategy, Shipped shipment)
            throws Exception {
        return draft(selectionAllowed, strategy, shipment.pack())
                .jobAnnotations()
                .get("task.jobTemplate");
    }

    @Test
    void theStrategyChoosesAndWhatHasNoTemplateGetsTheBase() throws Exception {
        assertThat(chosen(false, Shipment::type, Shipped.task("t").type("kafka")))
                .isEqualTo("kafka");
        assertThat(chosen(false, Shipment::type, Shipped.task("t").type("index")))
                .isEqualTo("base");
    }

    @Test
    void aTasksContextChoosesOnlyIfThatIsAllowed() throws Exception {
        Shipped wish = Shipped.task("t").wishes(Map.of(), "kafka", "");
        assertThat(chosen(true, Shipment::type, wish)).isEqualTo("kafka");
        assertThat(chosen(false, Shipment::type, wish)).isEqualTo("base");
        assertThat(chosen(true, Shipment::type, Shipped.task("t"))).isEqualTo("base");
        assertThatThrownBy(() -> chosen(true, Shipment::type, Shipped.task("t").wishes(Map.of(), "absent", "")))
                .isInstanceOf(JobRefusedException.class)
                .hasMessage("The task's context asks for the pod template[absent] by podTemplateSelectionKey, "
                        + "and there is none. Known are [base, kafka].");
    }

    @Test
    void buildingAPodLeavesTheTemplateAsItWas() throws Exception {
        PodDraft unused = draft(false, Shipment::type, Shipped.task("t").pack());
        PodTemplateSpec template = templates.forKey("index").template();
        assertThat(template.getSpec().getContainers().get(0).getEnv()).hasSize(1);
    }

    @Test
    void anAttemptsOwnVariablesComeLast() throws Exception {
        PodDraft draft = draft(
                false,
                Shipment::type,
                Shipped.task("t").variable("druid_storage_prefix", "p").pack());
        assertThat(variables(draft)).endsWith("TASK_JSON", "druid_storage_prefix");
    }

    @Test
    void aPayloadThatTravelsOtherwiseIsNeitherInTheAnnotationsNorInTheEnvironment() throws Exception {
        for (Payload.Way way : List.of(Payload.Way.DEEP_STORAGE, Payload.Way.SECRET)) {
            PodDraft draft = draft(
                    false, Shipment::type, Shipped.task("t").payload("x", way).pack());
            assertThat(variables(draft)).endsWith("DRUID_POD_TEMPLATE").doesNotContain("TASK_JSON");
            assertThat(draft.podAnnotations()).doesNotContainKey("task");
        }
    }

    private static List<String> variables(PodDraft draft) {
        return draft.pod().getSpec().getContainers().get(0).getEnv().stream()
                .map(EnvVar::getName)
                .toList();
    }
}
