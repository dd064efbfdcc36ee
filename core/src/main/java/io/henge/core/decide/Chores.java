package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.cluster.JobSighting;
import io.henge.core.ledger.ClusterRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a turn has to do beside the attempts that changed.
 *
 * @param strays Jobs that no row may know, without those whose deletion is awaited
 * @param adoption what is left of Druid's own runner
 * @param question what a person asks for, if anybody does
 * @param drains of the clusters that are being drained, those that are looked at in this turn
 * @param losses the clusters that are silent, if they are looked at in this turn
 * @param leaving all attempts that are being taken from their clusters for what is seen of their pods
 */
public record Chores(
        List<Stray> strays,
        Adoption adoption,
        Optional<Question> question,
        List<Draining> drains,
        List<Loss> losses,
        List<AttemptView> leaving) {
    /** Nothing. */
    public static final Chores NONE =
            new Chores(List.of(), Adoption.OVER, Optional.empty(), List.of(), List.of(), List.of());

    public Chores {
        strays = List.copyOf(strays);
        drains = List.copyOf(drains);
        losses = List.copyOf(losses);
        leaving = List.copyOf(leaving);
    }

    /**
     * A cluster that is being drained.
     *
     * @param attempts those of which a Job or a pod may be left there
     * @param told whether it was noted in this term that this drain has left nothing
     */
    public record Draining(ClusterName cluster, ClusterRecord.Drain drain, List<AttemptView> attempts, boolean told) {
        public Draining {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * A cluster that is silent.
     *
     * @param attempts those that are placed there, and those that were taken from there and whose tasks have not gone on
     * @param told whether readers know when the first of them is taken away: before, none is
     */
    public record Loss(ClusterName cluster, List<AttemptView> attempts, boolean told) {
        public Loss {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * A Job that no row may know.
     *
     * @param seen the Job, if it is there
     * @param known whether a row knows it
     * @param superseded whether a later attempt than the one that it says it is has a row
     */
    public record Stray(JobKey key, Optional<JobSighting> seen, boolean known, boolean superseded, Retry retry) {}

    /**
     * How far the search for the Jobs of Druid's own runner has come.
     *
     * @param settling whether nothing is left to be done
     * @param unsettled whether tasks wait for it
     */
    public record Adoption(boolean settling, boolean unsettled, List<Search> searches) {
        public static final Adoption OVER = new Adoption(true, false, List.of());

        public Adoption {
            searches = List.copyOf(searches);
        }
    }

    /**
     * The search of one cluster.
     *
     * @param ready whether it can be searched now
     * @param begun whether it is being searched in this term
     */
    public record Search(ClusterRecord record, boolean ready, boolean begun) {}

    /**
     * What a person asks for, and what is known of it.
     *
     * @param attempts the newest of the task; or those that hold a place on the cluster; or, of a drain, those of which a
     *     Job or a pod may be left there
     * @param families the known sub-tasks' attempts of those
     * @param version that of the cluster's record, when all that waits is written
     * @param pause the word that placement is paused, when all that waits is written; null where there is none
     * @param record that of the cluster that it is about, null where it is about something else
     */
    public record Question(
            Request request,
            List<AttemptView> attempts,
            Map<AttemptId, List<AttemptView>> families,
            long version,
            ClusterRecord.@Nullable Declaration pause,
            @Nullable ClusterRecord record) {
        public Question {
            attempts = List.copyOf(attempts);
            families = Collections.unmodifiableMap(new TreeMap<>(families));
        }

        List<AttemptView> familyOf(AttemptView view) {
            return families.getOrDefault(view.id(), List.of());
        }
    }
}
