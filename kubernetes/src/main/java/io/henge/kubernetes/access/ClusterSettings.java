package io.henge.kubernetes.access;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How one cluster is reached.
 *
 * @param key where these settings were read, such as {@code druid.indexer.runner.clusters[1]}; for messages
 * @param owner the Druid cluster's identity, which marks its Jobs
 * @param adopting whether Jobs of Druid's own runner are looked at too
 * @param resources what the cluster has for pods, where that is configured and not to be read; else none
 */
public record ClusterSettings(
        String key,
        ClusterName name,
        ApiRoute route,
        String namespace,
        String owner,
        boolean adopting,
        Resources resources) {
    private static final Duration REQUEST_TIMEOUT_MAX = Duration.ofMinutes(10);

    /** Of a cluster that says itself what it has. */
    public ClusterSettings(
            String key, ClusterName name, ApiRoute route, String namespace, String owner, boolean adopting) {
        this(key, name, route, namespace, owner, adopting, Resources.NONE);
    }

    /** How messages name these settings. */
    public SettingNames names() {
        return new SettingNames(key);
    }

    public ClusterSettings {
        List<String> complaints = new ArrayList<>();
        if (namespace.isBlank()) {
            complaints.add(
                    new SettingNames(key).namespace() + " is missing. Give the namespace in which Jobs are made.");
        }
        Duration requestTimeout = route.requestTimeout();
        if (requestTimeout.isNegative()
                || requestTimeout.isZero()
                || requestTimeout.compareTo(REQUEST_TIMEOUT_MAX) > 0) {
            complaints.add(key + ".requestTimeout is " + requestTimeout
                    + ". Give a duration of more than nothing and at most 10 minutes, such as PT10S.");
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", complaints));
        }
    }
}
