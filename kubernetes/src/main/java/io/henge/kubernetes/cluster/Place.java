package io.henge.kubernetes.cluster;

import io.henge.core.attempt.ClusterName;

/** A namespace of a cluster, as sentences name it. */
record Place(ClusterName cluster, String namespace) {
    String pod(String name) {
        return "Pod[" + name + "] in namespace[" + namespace + "] of cluster[" + cluster + "]";
    }

    String job(String name) {
        return "Job[" + name + "] in namespace[" + namespace + "] of cluster[" + cluster + "]";
    }
}
