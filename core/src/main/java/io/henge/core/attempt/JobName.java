package io.henge.core.attempt;

import java.util.regex.Pattern;

/**
 * The name of a Job: a DNS subdomain of at most 63 characters, because it becomes a pod label (Kubernetes documentation, Jobs).
 * Ours have no dots; those of others may.
 */
public record JobName(String value) implements Comparable<JobName> {
    private static final int LENGTH_MAX = 63;
    private static final Pattern DNS_SUBDOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    public JobName {
        if (value.length() > LENGTH_MAX || !DNS_SUBDOMAIN.matcher(value).matches()) {
            throw new IllegalArgumentException("A Job is named by a DNS subdomain of at most " + LENGTH_MAX
                    + " characters, but got [" + value + "]");
        }
    }

    @Override
    public int compareTo(JobName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
