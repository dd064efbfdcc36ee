package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    private static final TaskId PARENT = new TaskId("parent");
    private static final TaskTraits PARENT_TRAITS = new TaskTraits("index_parallel", "flights", "group", 50);

    private final Families families = new Families();

    @Test
    void aSubTaskIsFoundByTheParentThatItNames() {
        add("named", new TaskTraits("single_phase_sub_task", "flights", "other", 50, AttemptId.first(PARENT), false));
        assertThat(families.of(PARENT, PARENT_TRAITS)).containsExactly(id("named"));
    }

    @Test
    void oneThatNamesNoParentIsFoundByItsGroup() {
        add("b", new TaskTraits("single_phase_sub_task", "flights", "group", 50));
        add("a", new TaskTraits("single_phase_sub_task", "flights", "group", 50));
        assertThat(families.of(PARENT, PARENT_TRAITS)).containsExactly(id("a"), id("b"));
    }

    @Test
    void aSubTaskIsNoParentOfItsGroup() {
        TaskTraits sibling = new TaskTraits("single_phase_sub_task", "flights", "group", 50);
        add("a", sibling);
        assertThat(families.of(new TaskId("b"), sibling)).isEmpty();
    }

    @Test
    void whatIsNoSubTaskBelongsToNobody() {
        add("alone", PARENT_TRAITS);
        assertThat(families.of(PARENT, PARENT_TRAITS)).isEmpty();
    }

    @Test
    void whatWasRemovedIsNotFound() {
        TaskTraits traits = new TaskTraits("single_phase_sub_task", "flights", "group", 50);
        add("a", traits);
        add("b", traits);
        families.remove(id("a"), traits);
        assertThat(families.of(PARENT, PARENT_TRAITS)).containsExactly(id("b"));
    }

    private void add(String task, TaskTraits traits) {
        families.add(id(task), traits);
    }

    private static AttemptId id(String task) {
        return AttemptId.first(new TaskId(task));
    }
}
