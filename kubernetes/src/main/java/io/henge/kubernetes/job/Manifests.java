package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.kubernetes.document.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is made on a cluster for one attempt.
 *
 * @param secrets made before the Job, which then owns them; empty for all but very large tasks
 */
public record Manifests(Job job, List<Secret> secrets) {
    public Manifests {
        secrets = List.copyOf(secrets);
    }

    /** All of it as documents in YAML, in the order in which they are made. */
    public String asYaml() {
        return all().stream().map(Models.TEXT::asYaml).collect(Collectors.joining());
    }

    /** All of it in JSON: the Job, or a list if there is more. */
    public String asJson() {
        List<HasMetadata> all = all();
        return Models.TEXT.asJson(
                all.size() == 1
                        ? all.get(0)
                        : new KubernetesListBuilder().withItems(all).build());
    }

    private List<HasMetadata> all() {
        List<HasMetadata> all = new ArrayList<>(secrets);
        all.add(job);
        return all;
    }
}
