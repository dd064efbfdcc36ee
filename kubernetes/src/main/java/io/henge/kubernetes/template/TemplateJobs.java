package io.henge.kubernetes.template;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.henge.core.attempt.Attempt;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds Jobs from the user's pod templates. Adds what a peon needs to the first container, marks Job and pod, and leaves
 * everything else of the template as it is.
 */
public final class TemplateJobs implements JobFactory {
    /** Druid's own limit for a task that travels in an annotation, in characters of the encoded payload. */
    static final int PAYLOAD_LENGTH_MAX = 130_048;

    private final PodTemplates templates;
    private final TemplateStrategy strategy;
    private final Shipments shipments;
    private final TemplateSettings settings;

    public TemplateJobs(
            PodTemplates templates, TemplateStrategy strategy, Shipments shipments, TemplateSettings settings) {
        this.templates = templates;
        this.strategy = strategy;
        this.shipments = shipments;
        this.settings = settings;
    }

    @Override
    public Job jobFor(Attempt attempt) throws JobRefusedException {
        Shipment shipment = shipments.of(attempt);
        int length = shipment.payload().length();
        if (length > PAYLOAD_LENGTH_MAX) {
            throw new JobRefusedException("Task[" + shipment.task() + "] is too large to be shipped: " + length
                    + " characters of JSON, zipped and encoded, where " + PAYLOAD_LENGTH_MAX
                    + " fit. Make its spec smaller, for example by listing fewer files per task.");
        }
        PodTemplates.Named template = templates.forKey(strategy.keyFor(shipment));
        Map<String, String> labels = labels(attempt, shipment);
        Map<String, String> about = about(shipment, template.key());
        Map<String, String> jobAnnotations = new TreeMap<>(settings.annotations());
        jobAnnotations.putAll(about);
        return new JobBuilder()
                .withNewMetadata()
                .withName(attempt.address().job().value())
                .withNamespace(attempt.address().namespace())
                .withLabels(labels)
                .withAnnotations(jobAnnotations)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(settings.maxTaskDuration().toSeconds())
                .withTtlSecondsAfterFinished(
                        Math.toIntExact(settings.taskCleanupDelay().toSeconds()))
                .withTemplate(pod(template.template(), shipment, labels, about))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec pod(
            PodTemplateSpec template, Shipment shipment, Map<String, String> labels, Map<String, String> about) {
        List<Container> containers = new ArrayList<>(template.getSpec().getContainers());
        Container first = containers.get(0);
        containers.set(
                0,
                new ContainerBuilder(first).addAllToEnv(environment(shipment)).build());
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .addToLabels(labels)
                .addToAnnotations(about)
                .addToAnnotations(Marks.ANNOTATION_TLS, Boolean.toString(shipment.tls()))
                .addToAnnotations(Marks.ANNOTATION_TASK, shipment.payload())
                .endMetadata()
                .editSpec()
                .withContainers(containers)
                .endSpec()
                .build();
    }

    private Map<String, String> labels(Attempt attempt, Shipment shipment) {
        Map<String, String> labels = new TreeMap<>(settings.labels());
        labels.put(Marks.LABEL_PEON, "true");
        labels.put(Marks.LABEL_OVERLORD_NAMESPACE, settings.overlordNamespace());
        labels.put(Marks.LABEL_TASK_ID, LabelText.ofId(shipment.task().value()));
        labels.put(Marks.LABEL_TASK_TYPE, LabelText.ofName(shipment.type()));
        labels.put(Marks.LABEL_TASK_GROUP, LabelText.ofId(shipment.groupId()));
        labels.put(Marks.LABEL_TASK_DATA_SOURCE, LabelText.ofName(shipment.dataSource()));
        labels.put(Marks.LABEL_ATTEMPT, Integer.toString(attempt.id().number()));
        labels.put(Marks.LABEL_OWNER, settings.owner());
        return labels;
    }

    private static Map<String, String> about(Shipment shipment, String templateKey) {
        Map<String, String> about = new TreeMap<>();
        about.put(Marks.ANNOTATION_TASK_ID, shipment.task().value());
        about.put(Marks.ANNOTATION_TASK_TYPE, shipment.type());
        about.put(Marks.ANNOTATION_TASK_GROUP, shipment.groupId());
        about.put(Marks.ANNOTATION_TASK_DATA_SOURCE, shipment.dataSource());
        about.put(Marks.ANNOTATION_TEMPLATE, templateKey);
        return about;
    }

    /** In the order of Druid's own runner; after the template's own, since the last of two variables of one name wins. */
    private static List<EnvVar> environment(Shipment shipment) {
        List<EnvVar> variables = new ArrayList<>(List.of(
                variable("TASK_DIR", shipment.baseDir() + "/" + shipment.task()),
                variable("druid_indexer_task_baseTaskDir", shipment.baseDir()),
                variable("TASK_ID", shipment.task().value()),
                variable("LOAD_BROADCAST_DATASOURCE_MODE", shipment.loadBroadcastMode()),
                variable("LOAD_BROADCAST_SEGMENTS", Boolean.toString(shipment.loadBroadcastSegments())),
                annotation("DRUID_POD_TEMPLATE", Marks.ANNOTATION_TEMPLATE),
                annotation("TASK_JSON", Marks.ANNOTATION_TASK)));
        shipment.environment().forEach((name, value) -> variables.add(variable(name, value)));
        return variables;
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static EnvVar annotation(String name, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("metadata.annotations['" + key + "']")
                .endFieldRef()
                .endValueFrom()
                .build();
    }
}
