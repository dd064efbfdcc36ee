package io.henge.core.ledger;

import io.henge.core.attempt.ClusterName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a cluster by every later leader.
 *
 * @param version how often the record was changed, so that whoever read it can tell whether it is still the same
 * @param adoption how far the Jobs that Druid's own runner left there have been taken over
 * @param dead the operator's word that the cluster is lost, null while there is none
 */
public record ClusterRecord(
        ClusterName name,
        long version,
        Adoption adoption,
        @Nullable Declaration dead) {
    /** How far a cluster has been searched for Jobs of Druid's own runner. */
    public enum Adoption {
        /** Not yet: the cluster has not been seen. */
        PENDING,
        /** All found Jobs have rows. */
        DONE,
        /** Every cluster has been searched: clusters that are added from now on hold nothing to adopt. */
        SETTLED
    }

    /** Who said something of a cluster, when and why; the time is for people and decides nothing. */
    public record Declaration(String who, String why, Instant at) {}

    public static ClusterRecord unknown(ClusterName name) {
        return new ClusterRecord(name, 0, Adoption.PENDING, null);
    }

    public ClusterRecord with(Adoption next) {
        return new ClusterRecord(name, version, next, dead);
    }

    public ClusterRecord declaredDead(@Nullable Declaration word) {
        return new ClusterRecord(name, version, adoption, word);
    }

    /** The record with its next version, as it is to be written. */
    public ClusterRecord revised() {
        return new ClusterRecord(name, version + 1, adoption, dead);
    }
}
