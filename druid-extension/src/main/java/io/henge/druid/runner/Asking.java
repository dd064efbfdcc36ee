package io.henge.druid.runner;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Rules;
import io.henge.druid.placement.Subjects;
import io.henge.druid.ship.TaskNeeds;
import org.apache.druid.indexing.common.task.Task;

/** What tasks ask of a cluster: by the rules, by their own words, and by what their pods need. Safe for several threads. */
final class Asking {
    /** Thousands of tasks ask for the same: one object for all, for as long as one has it. */
    private static final Interner<Asked> SHARED = Interners.newWeakInterner();

    private final Rules rules;
    private final TaskNeeds needs;

    Asking(Rules rules, TaskNeeds needs) {
        this.rules = rules;
        this.needs = needs;
    }

    /** Reads what pods are made from, as {@link TaskNeeds#read()} does. */
    boolean read() {
        return needs.read();
    }

    /**
     * What the task asks for. Reads no file.
     *
     * @throws IllegalArgumentException with a sentence for whoever submitted the task, where its own words are wrong
     */
    Asked of(Task task, TaskTraits traits) {
        return SHARED.intern(rules.asked(traits, Subjects.of(task, rules.tasksMayTolerate()), needs.of(task)));
    }

    /** The same task's wishes, where what pods are made from may have been read anew meanwhile. */
    Asked again(Task task, Asked before) {
        return SHARED.intern(before.needing(needs.of(task)));
    }
}
