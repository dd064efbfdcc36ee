package io.henge.core.attempt;

import java.util.regex.Pattern;

/** The name of a Job: at most 63 characters, because it becomes a pod label (Kubernetes documentation, Jobs). */
public record JobName(String value) implements Comparable<JobName> {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public JobName {
        if (!DNS_LABEL.matcher(value).matches()) {
            throw new IllegalArgumentException("A Job is named by a DNS label, but got [" + value + "]");
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
