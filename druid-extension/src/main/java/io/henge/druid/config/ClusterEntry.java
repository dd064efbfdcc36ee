package io.henge.druid.config;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterLimits;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProxySettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One {@code clusters[N]}, or the one cluster of whoever names none.
 *
 * @param key how the properties of this cluster begin, or which one leads to it, for messages
 * @param kubeconfig null for the default client configuration
 * @param context null for the kubeconfig's current context
 * @param overlordNamespace what the label {@code druid.overlord.namespace} says there
 * @param disabled whether the cluster gets no new attempts
 * @param limits how many attempts it may take, and its share of them
 */
public record ClusterEntry(
        String key,
        ClusterName name,
        String namespace,
        @Nullable Path kubeconfig,
        @Nullable String context,
        String overlordNamespace,
        boolean disabled,
        ClusterLimits limits,
        Duration requestTimeout,
        ProxySettings proxy,
        PodConfig pod) {
    /**
     * How it is reached.
     *
     * @param owner the Druid cluster's identity, which marks its Jobs
     * @param adopting whether Jobs of Druid's own runner are looked at too
     */
    public ClusterSettings settings(String owner, boolean adopting) {
        return new ClusterSettings(key, name, kubeconfig, context, namespace, owner, adopting, requestTimeout, proxy);
    }
}
