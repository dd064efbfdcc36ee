package io.henge.kubernetes.template;

/** Chooses the pod template of a task. Asked for every task, on the clusters' threads; must not block. */
public interface TemplateStrategy {
    /** The key of a template; where there is none of that key, the base is taken. */
    String keyFor(Shipment shipment);
}
