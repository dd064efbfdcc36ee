package io.henge.core.placement;

import io.henge.core.attempt.TaskTraits;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverRules;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about where tasks go, at first and when their cluster is lost.
 *
 * @param all in the order in which they were written; all that match a task count
 * @param tasksMayTolerate whether a task may say of itself that it tolerates a taint
 * @param failover how they are failed over
 */
public record Rules(List<Rule> all, boolean tasksMayTolerate, FailoverRules failover) {
    public static final Rules NONE = new Rules(List.of(), false);

    /** The tag by which a task names a cluster, as Druid's own runner writes it. */
    public static final String CLUSTER_TAG = "k8s_cluster";

    public Rules {
        all = List.copyOf(all);
    }

    /** Of an operator who says nothing of failover. */
    public Rules(List<Rule> all, boolean tasksMayTolerate) {
        this(all, tasksMayTolerate, FailoverRules.NONE);
    }

    /** The same, where tasks are failed over in that way. */
    public Rules failingOver(FailoverRules other) {
        return new Rules(all, tasksMayTolerate, other);
    }

    /** These, and then others. */
    public Rules and(List<Rule> others) {
        return others.isEmpty()
                ? this
                : new Rules(Stream.concat(all.stream(), others.stream()).toList(), tasksMayTolerate, failover);
    }

    /** What a task asks of a cluster, and for when that is lost, by these rules and its own. */
    public Asked asked(TaskTraits traits, Subject subject, Needs needs) {
        List<Rule> matching = Stream.concat(
                        all.stream().filter(rule -> rule.when().matches(traits, subject.tags(), subject.context())),
                        subject.own().stream())
                .toList();
        return new Asked(
                needs,
                subject.named(),
                matching,
                kin(traits, subject, matching),
                Disposition.isSubTask(traits),
                failover.of(traits, subject.failover(), subject.tags(), subject.context()));
    }

    private static @Nullable Kin kin(TaskTraits traits, Subject subject, List<Rule> matching) {
        if (matching.stream().anyMatch(rule -> rule.word() instanceof Rule.Together)) {
            return new Kin(traits.groupId(), Kin.Bond.TOGETHER);
        }
        return subject.replicaOf() == null ? null : new Kin(Kin.replicas(subject.replicaOf()), Kin.Bond.APART);
    }
}
