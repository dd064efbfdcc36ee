package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.henge.core.attempt.Attempt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes Jobs around the pods of one adapter: what is the same for all adapters is here. */
public final class AdapterJobs implements JobFactory {
    private final PodAdapter adapter;
    private final Shipments shipments;
    private final JobSettings settings;
    private final PodChanges changes;
    private final String owner;

    /** @param owner the Druid cluster's identity */
    public AdapterJobs(
            PodAdapter adapter, Shipments shipments, JobSettings settings, PodChanges changes, String owner) {
        this.adapter = adapter;
        this.shipments = shipments;
        this.settings = settings;
        this.changes = changes;
        this.owner = owner;
    }

    @Override
    public Manifests manifestsFor(Attempt attempt) throws JobRefusedException {
        Shipment shipment = shipments.of(attempt);
        PodDraft draft = adapter.draft(shipment, attempt.address().job());
        SortedMap<String, String> labels = labels(attempt, draft);
        PodTemplateSpec pod = LeastResources.given(
                changes.applyTo(draft.pod()), attempt.given().least());
        List<Secret> secrets = List.of();
        if (shipment.payload().way() == Payload.Way.SECRET) {
            secrets = PayloadSecrets.of(attempt.address(), labels, shipment);
            pod = PayloadSecrets.mount(pod, secrets, draft.taskDir());
        }
        return new Manifests(job(attempt, draft, labels, marked(pod, attempt, labels, draft)), secrets);
    }

    @Override
    public List<Map<String, String>> nodeSelectors() throws JobRefusedException {
        Set<Map<String, String>> selectors = new LinkedHashSet<>();
        for (PodTemplateSpec pod : adapter.outlines().all()) {
            @Nullable
            Map<String, String> labels = changes.applyTo(pod).getSpec().getNodeSelector();
            selectors.add(labels == null ? Map.of() : labels);
        }
        return List.copyOf(selectors);
    }

    @Override
    public void check() throws JobRefusedException {
        adapter.check();
    }

    private Job job(Attempt attempt, PodDraft draft, SortedMap<String, String> labels, PodTemplateSpec pod) {
        SortedMap<String, String> annotations = new TreeMap<>(settings.annotations());
        annotations.putAll(draft.jobAnnotations());
        annotations.putAll(preserved(attempt));
        annotations.put(Marks.ANNOTATION_TOKEN, attempt.token().value());
        return new JobBuilder()
                .withNewMetadata()
                .withName(attempt.address().job().value())
                .withNamespace(attempt.address().namespace())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(settings.maxTaskDuration().toSeconds())
                .withTtlSecondsAfterFinished(
                        Math.toIntExact(settings.taskCleanupDelay().toSeconds()))
                .withTemplate(pod)
                .endSpec()
                .build();
    }

    private static SortedMap<String, String> preserved(Attempt attempt) {
        SortedMap<String, String> annotations = new TreeMap<>();
        attempt.given().values().forEach((name, value) -> annotations.put(Marks.PREFIX_PRESERVED + name, value));
        return annotations;
    }

    private SortedMap<String, String> labels(Attempt attempt, PodDraft draft) {
        SortedMap<String, String> labels = new TreeMap<>(settings.labels());
        labels.putAll(draft.labels());
        labels.put(Marks.LABEL_PEON, "true");
        labels.put(Marks.LABEL_ATTEMPT, Integer.toString(attempt.id().number()));
        labels.put(Marks.LABEL_OWNER, owner);
        return labels;
    }

    /** The marks come last, so that no template and no patch can take them away. */
    private static PodTemplateSpec marked(
            PodTemplateSpec pod, Attempt attempt, SortedMap<String, String> labels, PodDraft draft) {
        SortedMap<String, String> annotations = new TreeMap<>(draft.podAnnotations());
        annotations.putAll(preserved(attempt));
        annotations.put(Marks.ANNOTATION_TOKEN, attempt.token().value());
        String peon = pod.getSpec().getContainers().get(0).getName();
        if (!Marks.CONTAINER_MAIN.equals(peon)) {
            annotations.put(Marks.ANNOTATION_CONTAINER, peon);
        }
        return new PodTemplateSpecBuilder(pod)
                .editOrNewMetadata()
                .addToLabels(labels)
                .addToAnnotations(annotations)
                .endMetadata()
                .build();
    }
}
