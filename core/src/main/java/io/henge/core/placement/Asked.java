package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.failover.FailoverPolicy;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks of a cluster, and for when that is lost, whatever became of earlier attempts.
 *
 * @param named the cluster that the task itself names, null where it names none
 * @param rules those that match it, in their order, its own last
 * @param kin the tasks that it is to be near to, or far from; null where there are none
 * @param awaited whether a task that runs waits for it: what is kept for others is not kept from it
 * @param failover how it is failed over
 */
public record Asked(
        Needs needs,
        @Nullable ClusterName named,
        List<Rule> rules,
        @Nullable Kin kin,
        boolean awaited,
        FailoverPolicy failover) {
    /** Nothing. */
    public static final Asked NOTHING = new Asked(Needs.NONE, null, List.of(), null);

    public Asked {
        rules = List.copyOf(rules);
    }

    /** Of a task that no other task waits for. */
    public Asked(Needs needs, @Nullable ClusterName named, List<Rule> rules, @Nullable Kin kin) {
        this(needs, named, rules, kin, false, FailoverPolicy.USUAL);
    }

    /** The same of one that is failed over in that way. */
    public Asked failingOver(FailoverPolicy policy) {
        return new Asked(needs, named, rules, kin, awaited, policy);
    }

    /** The same of another pod. */
    public Asked needing(Needs other) {
        return new Asked(other, named, rules, kin, awaited, failover);
    }

    /** The same of one that has nobody to be near to, or far from. */
    Asked alone() {
        return new Asked(needs, named, rules, null, awaited, failover);
    }

    /** The rules that say a word of that kind. */
    <W extends Rule.Word> Stream<Rule> saying(Class<W> kind, Predicate<W> which) {
        return rules.stream().filter(rule -> kind.isInstance(rule.word()) && which.test(kind.cast(rule.word())));
    }

    boolean tolerates(Taint taint) {
        return saying(Rule.Tolerate.class, word -> word.covers(taint)).findAny().isPresent();
    }
}
