package io.henge.e2e.world;

import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;

/** Quotas where tasks run, as the administrator of a cluster makes them. */
record Quotas(Place place, String cluster) {
    /** Makes one; returns once pods are counted by it. */
    void create(String name, ResourceQuotaSpec spec) {
        ResourceQuota quota = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withSpec(spec)
                .build();
        place.ask(cluster, client -> client.resourceQuotas().resource(quota).create());
        Place.until("the quota of " + cluster + " is counted", () -> {
            ResourceQuota counted = place.ask(
                    cluster, client -> client.resourceQuotas().withName(name).get());
            return counted.getStatus() != null && counted.getStatus().getHard() != null;
        });
    }
}
