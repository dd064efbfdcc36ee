package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/**
 * What is made on a cluster for one attempt.
 *
 * @param secrets made before the Job, which then owns them; empty for all but very large tasks
 */
public record Manifests(Job job, List<Secret> secrets) {
    public Manifests {
        secrets = List.copyOf(secrets);
    }
}
