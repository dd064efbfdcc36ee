package io.henge.druid.dynamic;

/** The template named like the task's type. */
public record TypeChoice() implements TemplateChoice {
    @Override
    public String keyFor(Candidate task) {
        return task.type();
    }
}
