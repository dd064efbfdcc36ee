package io.henge.core.failover;

import io.henge.core.attempt.TaskMatch;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.health.HealthTimings;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What an operator says of how tasks are failed over.
 *
 * @param all in their order: of each part of a policy, the first rule that matches a task and says something of it counts
 * @param usual of every task, where no rule says anything
 * @param lostAfter the silence after which a cluster is lost at the soonest: nobody can ask for a shorter one
 */
public record FailoverRules(List<Rule> all, FailoverPolicy usual, Duration lostAfter) {
    public static final FailoverRules NONE =
            new FailoverRules(List.of(), FailoverPolicy.USUAL, HealthTimings.FAST.lostAfter());

    /**
     * One sentence.
     *
     * @param name tells it from the others, for people
     * @param when the tasks that it is about
     */
    public record Rule(String name, TaskMatch when, FailoverPolicy says) {}

    public FailoverRules {
        all = List.copyOf(all);
    }

    /**
     * The policy of a task.
     *
     * @param own what the task itself says, which counts before all others
     * @param tags of the task
     * @param context the single values of its context
     */
    public FailoverPolicy of(
            TaskTraits traits, FailoverPolicy own, SortedMap<String, String> tags, SortedMap<String, String> context) {
        return all.stream()
                .filter(rule -> rule.when().matches(traits, tags, context))
                .map(Rule::says)
                .reduce(own, FailoverPolicy::over)
                .over(usual);
    }
}
