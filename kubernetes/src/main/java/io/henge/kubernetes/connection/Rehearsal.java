package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.henge.core.attempt.Attempt;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.JsonWalk.Reading;
import io.henge.kubernetes.document.Models;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.sighting.ClusterNamespace;
import io.henge.kubernetes.sighting.SeenObjects;
import io.henge.kubernetes.sighting.Sightings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Makes a Job of an attempt and reads it back with its pod, as from a list and a watch, without asking any API server. Done some hundred
 * times, it spares the first tasks what a new virtual machine needs for it: loading classes, learning their fields, compiling.
 */
public final class Rehearsal {
    private static final String UID = "rehearsal";

    /** A leader that takes over thousands reads all of them before it knows what becomes of any. */
    private static final int LISTED = 10;

    private Rehearsal() {}

    /**
     * Does it once.
     *
     * @return whether the attempt was seen
     * @throws JobRefusedException if no Job can be made of it
     */
    public static boolean play(JobFactory jobs, Attempt attempt) throws JobRefusedException, IOException {
        String now = Instant.EPOCH.toString();
        Job job = new JobBuilder(jobs.manifestsFor(attempt).job())
                .editMetadata()
                .withUid(UID)
                .withCreationTimestamp(now)
                .endMetadata()
                .build();
        Pod pod = new PodBuilder()
                .withMetadata(job.getMetadata())
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("127.0.0.1")
                .withStartTime(now)
                .endStatus()
                .build();
        return Sightings.of(
                        new ClusterNamespace(
                                attempt.cluster(), attempt.address().namespace()),
                        UID,
                        attempt.address().job(),
                        seen(job, SeenObjects::job),
                        List.of(seen(pod, SeenObjects::pod)))
                .isPresent();
    }

    private static <T extends HasMetadata> T seen(T object, Reading<T> reading) throws IOException {
        String json = Models.TEXT.asJson(object);
        String list = "{\"metadata\":{},\"items\":[" + String.join(",", Collections.nCopies(LISTED, json)) + "]}";
        Api.read(list.getBytes(StandardCharsets.UTF_8), reading);
        String event = "{\"type\":\"ADDED\",\"object\":" + json + "}";
        return Objects.requireNonNull(Api.event(ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)), reading)
                .object());
    }
}
