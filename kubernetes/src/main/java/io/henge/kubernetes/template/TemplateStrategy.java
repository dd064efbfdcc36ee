package io.henge.kubernetes.template;

import io.henge.kubernetes.job.Shipment;
import java.util.List;

/** Which pod template a task gets, where its context does not say. A pure function; where no template has the key, base is taken. */
@FunctionalInterface
public interface TemplateStrategy {
    String keyFor(Shipment shipment);

    /** The template that is named like the task's type. */
    static TemplateStrategy byType() {
        return Shipment::type;
    }

    /** The key of the first selector that matches, base if none does. */
    static TemplateStrategy selectorBased(List<TemplateSelector> selectors) {
        List<TemplateSelector> inOrder = List.copyOf(selectors);
        return shipment -> inOrder.stream()
                .filter(selector -> selector.matches(shipment))
                .findFirst()
                .map(TemplateSelector::key)
                .orElse(PodTemplates.BASE);
    }
}
