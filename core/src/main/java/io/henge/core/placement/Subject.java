package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.failover.FailoverPolicy;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rules read of a task beside its traits.
 *
 * @param tags its tags, with the words that they have
 * @param context the single values of its context
 * @param named the cluster that it names itself, null where it names none
 * @param replicaOf what it is one of several replicas of, null where it is the only one
 * @param own the rules in its own context
 * @param failover how it is failed over by its own context
 */
public record Subject(
        SortedMap<String, String> tags,
        SortedMap<String, String> context,
        @Nullable ClusterName named,
        @Nullable String replicaOf,
        List<Rule> own,
        FailoverPolicy failover) {
    /** Of a task of which nothing but its traits is known. */
    public static final Subject UNKNOWN = new Subject(new TreeMap<>(), new TreeMap<>(), null, null, List.of());

    /** Of a task that says nothing of failover. */
    public Subject(
            SortedMap<String, String> tags,
            SortedMap<String, String> context,
            @Nullable ClusterName named,
            @Nullable String replicaOf,
            List<Rule> own) {
        this(tags, context, named, replicaOf, own, FailoverPolicy.USUAL);
    }

    public Subject {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
        own = List.copyOf(own);
    }
}
