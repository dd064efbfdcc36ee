package io.henge.kubernetes.sighting;

import io.henge.core.attempt.ClusterName;

/** A namespace of a cluster, as sentences name it. */
public record ClusterNamespace(ClusterName cluster, String namespace) {
    String pod(String name) {
        return "Pod[" + name + "] in namespace[" + namespace + "] of cluster[" + cluster + "]";
    }

    public String job(String name) {
        return "Job[" + name + "] in namespace[" + namespace + "] of cluster[" + cluster + "]";
    }
}
