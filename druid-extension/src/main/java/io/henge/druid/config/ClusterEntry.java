package io.henge.druid.config;

import io.henge.core.attempt.ClusterName;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One {@code clusters[N]}.
 *
 * @param key how the properties of this cluster begin, for messages
 * @param kubeconfig null for the default client configuration
 * @param context null for the kubeconfig's current context
 * @param overlordIdentifier what the label {@code druid.overlord.namespace} says there, null for the common value
 * @param disabled whether the cluster gets no new attempts
 */
public record ClusterEntry(
        String key,
        ClusterName name,
        String namespace,
        @Nullable Path kubeconfig,
        @Nullable String context,
        @Nullable String overlordIdentifier,
        boolean disabled,
        Duration requestTimeout) {}
