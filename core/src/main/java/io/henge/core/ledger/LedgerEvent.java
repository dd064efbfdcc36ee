package io.henge.core.ledger;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One decision, for people: what was decided, when, by whom, about what and why. Nothing is ever decided by it.
 *
 * @param who a person's name, or the holder of the term where nobody asked for it
 */
public record LedgerEvent(Kind kind, Instant at, String who, About about, String why) {
    /** How many events the ledger keeps: the newest ones. */
    public static final int KEPT_MAX = 10_000;

    /** All of it as one line, in which the attempt is named as in every log line: {@code attempt[task#number]}. */
    public String line() {
        String line = kind.words() + about.words() + ", by " + who + (why.isEmpty() ? "" : ": " + why);
        return line.replaceAll("\\p{Cntrl}", " ");
    }

    /** What was decided. */
    public enum Kind {
        /** An attempt was given a cluster. */
        PLACED,
        /** Its outcome was recorded. */
        ENDED,
        /** Its right to commit was ended. */
        FENCED,
        /** The task goes on elsewhere because its cluster is lost. */
        FAILED_OVER,
        /** The task goes on elsewhere because a person said so. */
        MOVED,
        /** The task goes on elsewhere because its pod found no room. */
        WITHDRAWN,
        /** An intent was taken back: its Job was certainly never made. */
        TAKEN_BACK,
        /** Its Job and pod are confirmed gone. */
        PURGED,
        /** A task was not taken at all. */
        REFUSED,
        /** A Job of Druid's own runner became an attempt. */
        ADOPTED,
        /** A cluster takes no new attempts. */
        CORDONED,
        /** A cluster takes attempts again. */
        UNCORDONED,
        /** A cluster's attempts are to go elsewhere. */
        DRAINING,
        /** Nothing is left on a cluster whose attempts were to go elsewhere. */
        DRAINED,
        /** A cluster's attempts may stay after all. */
        DRAIN_STOPPED,
        /** A cluster is lost, by a person's word. */
        DECLARED_DEAD,
        /** A cluster is not lost any more, by a person's word. */
        DECLARED_ALIVE,
        /** No attempt is placed anywhere, by a person's word. */
        PAUSED,
        /** Attempts are placed again. */
        RESUMED,
        /** A cluster is registered from then on. */
        CLUSTER_ADDED,
        /** A cluster is not registered any more. */
        CLUSTER_REMOVED,
        /** A cluster is not the one that it was, or cannot be registered as its entry says. */
        CLUSTER_REFUSED,
        /** A cluster is found unreachable, lost, misconfigured or overloaded. */
        CLUSTER_UNHEALTHY,
        /** A cluster of which that was found has been well again for a while. */
        CLUSTER_HEALTHY,
        /** Something that only a newer Henge has a word for. */
        OTHER;

        private String words() {
            return name().charAt(0)
                    + name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What an event is about; any part may be unknown.
     *
     * @param attempt the number of the attempt, null where it is about the task as a whole
     */
    public record About(
            @Nullable TaskId task,
            @Nullable Integer attempt,
            @Nullable ClusterName cluster) {
        public About {
            if (attempt != null && (task == null || attempt < 1)) {
                throw new IllegalArgumentException(
                        "Attempts of a task are numbered from 1, but got [" + attempt + "] of task[" + task + "]");
            }
        }

        private String words() {
            String whose = task == null
                    ? ""
                    : attempt == null ? " task[" + task + "]" : " attempt[" + new AttemptId(task, attempt) + "]";
            return whose + (cluster == null ? "" : (task == null ? "" : ",") + " cluster[" + cluster + "]");
        }

        public static About attempt(AttemptId id, @Nullable ClusterName cluster) {
            return new About(id.task(), id.number(), cluster);
        }

        public static About task(TaskId task) {
            return new About(task, null, null);
        }

        public static About cluster(ClusterName cluster) {
            return new About(null, null, cluster);
        }
    }
}
