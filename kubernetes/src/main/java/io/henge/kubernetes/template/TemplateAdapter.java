package io.henge.kubernetes.template;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.henge.core.attempt.JobName;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.LabelText;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.job.Payload;
import io.henge.kubernetes.job.PodAdapter;
import io.henge.kubernetes.job.PodChoice;
import io.henge.kubernetes.job.PodDraft;
import io.henge.kubernetes.job.PodOutlines;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.job.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes pods from the user's templates. Adds what a peon needs to the first container, and leaves everything else of the
 * template as it is.
 */
public final class TemplateAdapter implements PodAdapter {
    /** The environment variable that tells a peon the key of its template. */
    public static final String TEMPLATE_VARIABLE = "DRUID_POD_TEMPLATE";

    private final PodTemplates templates;
    private final TemplateStrategy strategy;
    private final boolean selectionAllowed;
    private final String overlordNamespace;

    /**
     * @param selectionAllowed whether a task's context may name its template
     * @param overlordNamespace the value of the label by which Druid's own runner finds its Jobs
     */
    public TemplateAdapter(
            PodTemplates templates, TemplateStrategy strategy, boolean selectionAllowed, String overlordNamespace) {
        this.templates = templates;
        this.strategy = strategy;
        this.selectionAllowed = selectionAllowed;
        this.overlordNamespace = overlordNamespace;
    }

    @Override
    public PodDraft draft(Shipment shipment, JobName job) throws JobRefusedException {
        PodTemplates.Named template = chosen(shipment);
        SortedMap<String, String> about = about(shipment, template.key());
        SortedMap<String, String> onPod = new TreeMap<>(about);
        onPod.put(Marks.ANNOTATION_TLS, Boolean.toString(shipment.peon().tls()));
        if (shipment.payload().way() == Payload.Way.ENVIRONMENT) {
            onPod.put(Marks.ANNOTATION_TASK, shipment.payload().encoded());
        }
        return new PodDraft(pod(template.template(), shipment), taskDir(shipment), labels(shipment), about, onPod);
    }

    @Override
    public PodOutlines outlines() {
        return new Outlines(templates.present(), selectionAllowed);
    }

    /** @param templates all of them; empty where one cannot be read */
    private record Outlines(SortedMap<String, Optional<PodTemplateSpec>> templates, boolean selectionAllowed)
            implements PodOutlines {
        @Override
        public PodTemplateSpec of(PodChoice choice) throws JobRefusedException {
            @Nullable String wished = choice.wished();
            String key = selectionAllowed && wished != null
                    ? wished
                    : templates.containsKey(choice.key()) ? choice.key() : PodTemplates.BASE;
            return templates
                    .getOrDefault(key, Optional.empty())
                    .orElseThrow(() -> new JobRefusedException("The pod template[" + key + "] cannot be read"));
        }

        @Override
        public List<PodTemplateSpec> all() {
            return templates.values().stream().flatMap(Optional::stream).toList();
        }
    }

    @Override
    public void check() throws JobRefusedException {
        templates.check();
    }

    private PodTemplates.Named chosen(Shipment shipment) throws JobRefusedException {
        @Nullable String wished = shipment.wishes().templateKey();
        return selectionAllowed && wished != null
                ? templates.find(wished)
                : templates.forKey(strategy.keyFor(shipment));
    }

    private static PodTemplateSpec pod(PodTemplateSpec template, Shipment shipment) {
        List<Container> containers = new ArrayList<>(template.getSpec().getContainers());
        containers.set(
                0,
                new ContainerBuilder(containers.get(0))
                        .addAllToEnv(environment(shipment))
                        .build());
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .withContainers(containers)
                .endSpec()
                .build();
    }

    private SortedMap<String, String> labels(Shipment shipment) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(Marks.LABEL_OVERLORD_NAMESPACE, overlordNamespace);
        labels.put(Marks.LABEL_TASK_ID, LabelText.ofId(shipment.task().value()));
        labels.put(Marks.LABEL_TASK_TYPE, LabelText.ofName(shipment.type()));
        labels.put(Marks.LABEL_TASK_GROUP, LabelText.ofId(shipment.groupId()));
        labels.put(Marks.LABEL_TASK_DATA_SOURCE, LabelText.ofName(shipment.dataSource()));
        return labels;
    }

    private static SortedMap<String, String> about(Shipment shipment, String templateKey) {
        SortedMap<String, String> about = new TreeMap<>();
        about.put(Marks.ANNOTATION_TASK_ID, shipment.task().value());
        about.put(Marks.ANNOTATION_TASK_TYPE, shipment.type());
        about.put(Marks.ANNOTATION_TASK_GROUP, shipment.groupId());
        about.put(Marks.ANNOTATION_TASK_DATA_SOURCE, shipment.dataSource());
        about.put(Marks.ANNOTATION_TEMPLATE, templateKey);
        return about;
    }

    private static String taskDir(Shipment shipment) {
        return shipment.peon().baseDir() + "/" + shipment.task();
    }

    /** In the order of Druid's own runner; after the template's own, since the last of two variables of one name wins. */
    private static List<EnvVar> environment(Shipment shipment) {
        List<EnvVar> variables = new ArrayList<>(List.of(
                Variables.of("TASK_DIR", taskDir(shipment)),
                Variables.of("druid_indexer_task_baseTaskDir", shipment.peon().baseDir()),
                Variables.of("TASK_ID", shipment.task().value()),
                Variables.of("LOAD_BROADCAST_DATASOURCE_MODE", shipment.peon().loadBroadcastMode()),
                Variables.of(
                        "LOAD_BROADCAST_SEGMENTS",
                        Boolean.toString(shipment.peon().loadBroadcastSegments())),
                Variables.ofField(TEMPLATE_VARIABLE, annotation(Marks.ANNOTATION_TEMPLATE))));
        if (shipment.payload().way() == Payload.Way.ENVIRONMENT) {
            variables.add(Variables.ofField("TASK_JSON", annotation(Marks.ANNOTATION_TASK)));
        }
        shipment.peon().environment().forEach((name, value) -> variables.add(Variables.of(name, value)));
        return variables;
    }

    private static String annotation(String key) {
        return "metadata.annotations['" + key + "']";
    }
}
