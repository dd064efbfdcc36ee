package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.henge.core.attempt.JobName;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.job.PodAdapter;
import io.henge.kubernetes.job.PodChoice;
import io.henge.kubernetes.job.PodDraft;
import io.henge.kubernetes.job.PodOutlines;
import io.henge.kubernetes.job.Shipment;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes pods from the Overlord's own. */
public final class OverlordAdapter implements PodAdapter {
    private final OverlordPod overlord;
    private final OverlordSettings settings;
    private final SortedMap<String, String> annotations;

    /** @param annotations put on the pod too, which is only this adapter's way */
    public OverlordAdapter(OverlordPod overlord, OverlordSettings settings, SortedMap<String, String> annotations) {
        this.overlord = overlord;
        this.settings = settings;
        this.annotations = new TreeMap<>(annotations);
    }

    @Override
    public PodDraft draft(Shipment shipment, JobName job) throws JobRefusedException {
        PodSpec peon = PeonPod.of(overlord.spec(), settings, shipment, job);
        if (settings.sidecars()) {
            peon = Sidecars.watched(peon, settings.kubexitImage());
        }
        SortedMap<String, String> about = new TreeMap<>();
        about.put(Marks.ANNOTATION_TASK_ID, shipment.task().value());
        about.put(Marks.ANNOTATION_TLS, Boolean.toString(shipment.peon().tls()));
        SortedMap<String, String> onPod = new TreeMap<>(annotations);
        onPod.putAll(about);
        PodTemplateSpec pod = new PodTemplateSpecBuilder()
                .withMetadata(new ObjectMeta())
                .withSpec(peon)
                .build();
        return new PodDraft(pod, PeonPod.taskDir(shipment), new TreeMap<>(), about, onPod);
    }

    @Override
    public PodOutlines outlines() {
        try {
            return new Outlines(overlord.spec(), settings);
        } catch (JobRefusedException e) {
            return choice -> {
                throw e;
            };
        }
    }

    private record Outlines(PodSpec overlord, OverlordSettings settings) implements PodOutlines {
        @Override
        public PodTemplateSpec of(PodChoice choice) throws JobRefusedException {
            return new PodTemplateSpecBuilder()
                    .withSpec(PeonPod.outline(overlord, settings, choice.javaOpts()))
                    .build();
        }
    }

    /** The Overlord's pod is not looked at: its API server is another cluster's affair. */
    @Override
    public void check() {
        // Nothing to look at.
    }
}
