package io.henge.druid.dynamic;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.kubernetes.template.PodTemplates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The template of the first selector that fits the task, else the base. */
public record SelectorChoice(@JsonProperty("selectors") List<TemplateSelector> selectors) implements TemplateChoice {
    /** @throws IllegalArgumentException if there are no selectors at all */
    public SelectorChoice(@JsonProperty("selectors") @Nullable List<TemplateSelector> selectors) {
        if (selectors == null) {
            throw new IllegalArgumentException(
                    "podTemplateSelectStrategy.selectors is missing. Give a list, in the order in which they count");
        }
        this.selectors = List.copyOf(selectors);
    }

    @Override
    public String keyFor(Candidate task) {
        return selectors.stream()
                .filter(selector -> selector.fits(task))
                .findFirst()
                .map(TemplateSelector::selectionKey)
                .orElse(PodTemplates.BASE);
    }
}
