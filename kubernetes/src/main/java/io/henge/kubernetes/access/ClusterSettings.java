package io.henge.kubernetes.access;

import io.henge.core.attempt.ClusterName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one cluster is reached.
 *
 * @param key where these settings were read, such as {@code druid.indexer.runner.clusters[1]}; for messages
 * @param kubeconfig null for the default: the pod's own service account, else the user's kubeconfig
 * @param context null for the kubeconfig's current one
 * @param owner the Druid cluster's identity, which marks its Jobs
 * @param adopting whether Jobs of Druid's own runner are looked at too
 * @param requestTimeout after which an unanswered request is given up, connecting included
 * @param proxy the way to the API server
 */
public record ClusterSettings(
        String key,
        ClusterName name,
        @Nullable Path kubeconfig,
        @Nullable String context,
        String namespace,
        String owner,
        boolean adopting,
        Duration requestTimeout,
        ProxySettings proxy) {
    /** As in Druid's own runner. */
    public static final Duration REQUEST_TIMEOUT_DEFAULT = Duration.ofSeconds(10);

    private static final Duration REQUEST_TIMEOUT_MAX = Duration.ofMinutes(10);

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
