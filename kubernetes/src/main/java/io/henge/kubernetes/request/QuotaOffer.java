package io.henge.kubernetes.request;

import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Offer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the ResourceQuotas of a namespace leave to its pods (Kubernetes documentation, Resource Quotas). Of several that limit
 * one resource, that counts of which least is left. Not looked at are quotas with scopes, which are for some pods only, and
 * limits of limits.
 */
public final class QuotaOffer {
    private static final String REQUESTS = "requests.";

    private QuotaOffer() {}

    private record Limit(BigDecimal hard, BigDecimal used) {
        BigDecimal left() {
            return hard.subtract(used);
        }
    }

    /** Empty where none of them limits what pods ask for. */
    public static Optional<Offer> of(List<ResourceQuota> quotas, Instant readAt) {
        TreeMap<String, Limit> scarcest = new TreeMap<>();
        quotas.stream().filter(quota -> quota != null && !isScoped(quota)).forEach(quota -> {
            @Nullable ResourceQuotaStatus status = quota.getStatus();
            Map<String, BigDecimal> hard = Quantities.exactly(status == null ? null : status.getHard());
            if (hard.isEmpty()) {
                // Nobody has counted yet.
                hard = Quantities.exactly(
                        quota.getSpec() == null ? null : quota.getSpec().getHard());
            }
            Map<String, BigDecimal> used = Quantities.exactly(status == null ? null : status.getUsed());
            hard.forEach((key, amount) -> resource(key)
                    .ifPresent(name -> scarcest.merge(
                            name,
                            new Limit(amount, used.getOrDefault(key, BigDecimal.ZERO)),
                            (one, other) -> other.left().compareTo(one.left()) < 0 ? other : one)));
        });
        if (scarcest.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<String, Long> total = new TreeMap<>();
        TreeMap<String, Long> others = new TreeMap<>();
        scarcest.forEach((name, limit) -> {
            total.put(name, Quantities.whole(name, limit.hard()));
            others.put(name, Quantities.amount(name, limit.used()));
        });
        return Optional.of(new Offer(Offer.Source.QUOTA, new Resources(total), new Resources(others), readAt));
    }

    private static boolean isScoped(ResourceQuota quota) {
        @Nullable ResourceQuotaSpec spec = quota.getSpec();
        return spec != null && (!spec.getScopes().isEmpty() || spec.getScopeSelector() != null);
    }

    /** The resource of pods that a quota's key limits. */
    private static Optional<String> resource(String key) {
        return switch (key) {
            case Resources.PODS, "count/pods", "count/jobs.batch" -> Optional.of(Resources.PODS);
            default -> {
                String name = key.startsWith(REQUESTS) ? key.substring(REQUESTS.length()) : key;
                boolean extended = key.startsWith(REQUESTS) && name.contains("/");
                yield name.equals(Resources.CPU)
                                || name.equals(Resources.MEMORY)
                                || name.equals("ephemeral-storage")
                                || name.startsWith("hugepages-")
                                || extended
                        ? Optional.of(name)
                        : Optional.empty();
            }
        };
    }
}
