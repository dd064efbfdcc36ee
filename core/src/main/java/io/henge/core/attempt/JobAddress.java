package io.henge.core.attempt;

import java.util.regex.Pattern;

/**
 * Where an attempt's Job is, or would be: decided with the placement and never changed. A namespace is a DNS label
 * (Kubernetes documentation, Namespaces).
 */
public record JobAddress(ClusterName cluster, String namespace, JobName job) {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public JobAddress {
        if (!DNS_LABEL.matcher(namespace).matches()) {
            throw new IllegalArgumentException("A namespace is a DNS label, but got [" + namespace + "]");
        }
    }

    @Override
    public String toString() {
        return cluster + "/" + namespace + "/" + job;
    }
}
