package io.henge.druid.runner;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Subject;
import io.henge.druid.dynamic.PlacementRules;
import io.henge.druid.placement.Subjects;
import io.henge.druid.ship.TaskNeeds;
import org.apache.druid.indexing.common.task.Task;

/** What tasks ask of a cluster: by the rules, by their own words, and by what their pods need. Safe for several threads. */
final class Asking {
    /** Thousands of tasks ask for the same: one object for all, for as long as one has it. */
    private static final Interner<Asked> SHARED = Interners.newWeakInterner();

    private final PlacementRules rules;
    private final TaskNeeds needs;

    Asking(PlacementRules rules, TaskNeeds needs) {
        this.rules = rules;
        this.needs = needs;
    }

    /**
     * What a task asks for.
     *
     * @param by the rules by which it does
     */
    record Answer(Asked asked, Rules by) {}

    PlacementRules rules() {
        return rules;
    }

    /** Reads what pods are made from, as {@link TaskNeeds#read()} does. */
    boolean read() {
        return needs.read();
    }

    /**
     * What the task asks for now. Reads no file.
     *
     * @throws IllegalArgumentException with a sentence for whoever submitted the task, where its own words are wrong
     */
    Answer of(Task task, TaskTraits traits) {
        Rules by = rules.current();
        return answer(task, traits, by, Subjects.of(task, by));
    }

    /** The same of a task that was taken before. */
    Answer again(Task task, TaskTraits traits) {
        Rules by = rules.current();
        return answer(task, traits, by, Subjects.ofTaken(task));
    }

    private Answer answer(Task task, TaskTraits traits, Rules by, Subject subject) {
        return new Answer(SHARED.intern(by.asked(traits, subject, needs.of(task))), by);
    }

    /** Whether nothing has changed since by which the task would ask for something else. */
    boolean stands(Task task, Answer answer) {
        return answer.by().equals(rules.current()) && answer.asked().needs().equals(needs.of(task));
    }
}
