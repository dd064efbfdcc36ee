package io.henge.druid.dynamic;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which pod template a task gets: the key of one, which stands for the base where there is no template of that key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "default", value = TypeChoice.class),
    @JsonSubTypes.Type(name = "selectorBased", value = SelectorChoice.class)
})
public sealed interface TemplateChoice permits TypeChoice, SelectorChoice {
    String keyFor(Candidate task);
}
