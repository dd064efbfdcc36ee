package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskTraits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of an operator, in the order in which they were written; all that match a task count. */
public record Rules(List<Rule> all) {
    public static final Rules NONE = new Rules(List.of());

    /** The tag by which a task names the cluster that its parent is on. */
    public static final String CLUSTER_TAG = "k8s_cluster";

    public Rules {
        all = List.copyOf(all);
    }

    /** What a task asks of a cluster by these rules and its own. */
    public Asked asked(TaskTraits traits, Subject subject, Needs needs) {
        List<Rule> matching = Stream.concat(
                        all.stream().filter(rule -> rule.when().matches(traits, subject)), subject.own().stream())
                .toList();
        return new Asked(needs, named(subject).orElse(null), matching, kin(traits, subject, matching));
    }

    private static Optional<ClusterName> named(Subject subject) {
        return Optional.ofNullable(subject.tags().get(CLUSTER_TAG)).flatMap(ClusterName::find);
    }

    private static @Nullable Kin kin(TaskTraits traits, Subject subject, List<Rule> matching) {
        if (matching.stream().anyMatch(rule -> rule.word() instanceof Rule.Together)) {
            return new Kin(traits.groupId(), Kin.Bond.TOGETHER);
        }
        return subject.replicaOf() == null ? null : new Kin(Kin.replicas(subject.replicaOf()), Kin.Bond.APART);
    }
}
