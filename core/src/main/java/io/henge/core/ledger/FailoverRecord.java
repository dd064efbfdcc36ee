package io.henge.core.ledger;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * That a task was taken from its cluster, or would have been, and what came of it; for people. Nothing is ever decided by it.
 *
 * @param attempt the one that was taken
 * @param at when its right to commit was ended; or, where nothing was done, when it would have been
 * @param acted whether that was done, and not only recorded since failover observes
 * @param from its cluster
 */
public record FailoverRecord(
        AttemptId attempt,
        Instant at,
        Trigger trigger,
        boolean acted,
        ClusterName from,
        Grounds grounds,
        Course course) {
    /** How many of them the ledger keeps: the newest ones. */
    public static final int KEPT_MAX = 10_000;

    /** What it followed. */
    public enum Trigger {
        /** Its cluster was silent on every channel for too long. */
        CLUSTER_LOST,
        /** A person declared its cluster dead. */
        DECLARED_DEAD,
        /** A person moved it. */
        MOVED,
        /** Its cluster was drained. */
        DRAINED,
        /** Its pod found no room. */
        NO_ROOM,
        /** Its pod was unwell, or could not start. */
        TASK_UNHEALTHY,
        /** Something that only a newer Henge has a word for. */
        OTHER
    }

    /**
     * Why.
     *
     * @param why as a sentence
     * @param policy what applied, by the names in which it is written
     * @param evidence what was known of the cluster, by channel
     * @param preserved what the attempt after it was given
     */
    public record Grounds(
            String why,
            SortedMap<String, String> policy,
            SortedMap<String, String> evidence,
            SortedMap<String, String> preserved) {
        public Grounds {
            policy = Collections.unmodifiableSortedMap(new TreeMap<>(policy));
            evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
            preserved = Collections.unmodifiableSortedMap(new TreeMap<>(preserved));
        }
    }

    /**
     * What came of it, each part null while it has not.
     *
     * @param to where the task went on
     * @param replacedAt when its next attempt ran there
     * @param purgedAt when Job and pod of the old attempt were confirmed gone
     * @param aliveAt when the old attempt was proved alive after the fence
     */
    public record Course(
            @Nullable ClusterName to,
            @Nullable Instant replacedAt,
            @Nullable Instant purgedAt,
            @Nullable Instant aliveAt) {
        /** Nothing yet. */
        public static final Course NOTHING = new Course(null, null, null, null);

        /** The same with the news; the first of each kind counts. */
        public Course after(News news) {
            return switch (news.kind()) {
                case REPLACED -> replacedAt == null ? new Course(news.to(), news.at(), purgedAt, aliveAt) : this;
                case PURGED -> purgedAt == null ? new Course(to, replacedAt, news.at(), aliveAt) : this;
                case ALIVE -> aliveAt == null ? new Course(to, replacedAt, purgedAt, news.at()) : this;
            };
        }
    }

    /**
     * Something that came of a failover.
     *
     * @param attempt the one that was taken
     * @param to there exactly where it was replaced
     */
    public record News(
            AttemptId attempt,
            Kind kind,
            Instant at,
            @Nullable ClusterName to) {
        /** What it is. */
        public enum Kind {
            /** The task's next attempt runs. */
            REPLACED,
            /** Job and pod of the old attempt are gone. */
            PURGED,
            /** The old attempt was alive after its right had ended. */
            ALIVE
        }
    }

    /** Whether a cluster was taken for lost on which the old attempt was alive. */
    public boolean isFalsePositive() {
        return trigger == Trigger.CLUSTER_LOST && course.aliveAt() != null;
    }

    /** The same after the news. */
    public FailoverRecord after(News news) {
        return new FailoverRecord(attempt, at, trigger, acted, from, grounds, course.after(news));
    }
}
