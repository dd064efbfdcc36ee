package io.henge.druid.config;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterProfile;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;

/**
 * One {@code clusters[N]}, or the one cluster of whoever names none.
 *
 * @param key how the properties of this cluster begin, or which one leads to it, for messages
 * @param disabled whether the cluster gets no new attempts
 * @param profile how much it may take, its share of the attempts, and what it is chosen by
 */
public record ClusterEntry(
        String key,
        ClusterName name,
        String namespace,
        ApiRoute route,
        boolean disabled,
        ClusterProfile profile,
        PodConfig pod) {
    /**
     * How it is reached.
     *
     * @param owner the Druid cluster's identity, which marks its Jobs
     * @param adopting whether Jobs of Druid's own runner are looked at too
     */
    public ClusterSettings settings(String owner, boolean adopting) {
        return new ClusterSettings(
                key, name, route, namespace, owner, adopting, profile.limits().resources());
    }
}
