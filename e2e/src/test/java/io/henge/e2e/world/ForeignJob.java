package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.henge.demo.druid.PeonTemplate;

/** A Job of another Druid in the namespace of ours; it runs until it is deleted here. */
final class ForeignJob implements AutoCloseable {
    private static final String NAME = "another-druids-job";

    private final Place place;
    private final String cluster;

    ForeignJob(Place place, String cluster) {
        this.place = place;
        this.cluster = cluster;
        place.ask(cluster, client -> client.batch().v1().jobs().resource(job()).create());
        Place.until("the foreign Job runs", this::runs);
    }

    private static Job job() {
        return new JobBuilder()
                .withNewMetadata()
                .withName(NAME)
                .addToLabels("druid.k8s.peons", "true")
                .addToLabels("henge.io/owner", "another")
                .addToAnnotations("task.id", "another_task")
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("druid.k8s.peons", "true")
                .addToLabels("henge.io/owner", "another")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("main")
                .withImage(PeonTemplate.IMAGE)
                .withCommand("sleep", "3600")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private boolean runs() {
        return place.ask(
                cluster,
                client -> client.pods().withLabel("job-name", NAME).list().getItems().stream()
                        .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())));
    }

    void assertRuns() {
        assertThat(runs()).as("the foreign Job runs").isTrue();
    }

    @Override
    public void close() {
        place.ask(cluster, client -> client.batch().v1().jobs().withName(NAME).delete());
        Place.until(
                "the foreign Job is gone",
                () -> place.ask(
                        cluster,
                        client -> client.pods()
                                .withLabel("job-name", NAME)
                                .list()
                                .getItems()
                                .isEmpty()));
    }
}
