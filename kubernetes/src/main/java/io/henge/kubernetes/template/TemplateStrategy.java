package io.henge.kubernetes.template;

import io.henge.kubernetes.job.Shipment;

/** Chooses the pod template of a task. Asked for every task, on the clusters' threads; must not block. */
@FunctionalInterface
public interface TemplateStrategy {
    /** The key of a template; where there is none of that key, the base is taken. */
    String keyFor(Shipment shipment);
}
