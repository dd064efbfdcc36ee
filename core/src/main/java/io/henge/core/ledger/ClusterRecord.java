package io.henge.core.ledger;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.PlainText;
import io.henge.core.cluster.ClusterIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a cluster by every later leader.
 *
 * @param version how often more was changed than what was seen, so that whoever read it can tell whether what was said is still
 *     the same
 * @param adoption how far the Jobs that Druid's own runner left there have been taken over
 * @param dead the operator's word that the cluster is lost, null while there is none
 * @param cordon the word that it takes no new attempts, null while there is none
 * @param drain the word that its attempts are to go elsewhere, null while there is none
 * @param seen what was seen of it
 */
public record ClusterRecord(
        ClusterName name,
        long version,
        Adoption adoption,
        @Nullable Declaration dead,
        @Nullable Declaration cordon,
        @Nullable Drain drain,
        Seen seen) {
    /** How far a cluster has been searched for Jobs of Druid's own runner. */
    public enum Adoption {
        /** Not yet: the cluster has not been seen. */
        PENDING,
        /** All found Jobs have rows. */
        DONE,
        /** Every cluster has been searched: clusters that are added from now on hold nothing to adopt. */
        SETTLED
    }

    /**
     * What was seen of a cluster.
     *
     * @param badSince since when it answers nothing, or comes and goes, null while it does not
     * @param identity which cluster it was when its attempts were placed, null where nobody could tell
     */
    public record Seen(@Nullable Instant badSince, @Nullable ClusterIdentity identity) {
        public static final Seen NOTHING = new Seen(null, null);

        public Seen badSince(@Nullable Instant since) {
            return new Seen(since, identity);
        }

        public Seen identified(@Nullable ClusterIdentity known) {
            return new Seen(badSince, known);
        }
    }

    /** Who said something, when and why; the time is for people and decides nothing. */
    public record Declaration(String who, String why, Instant at) {
        /** The same in words that every database holds. */
        public Declaration inPlainWords() {
            return new Declaration(PlainText.always(who), PlainText.always(why), at);
        }
    }

    /**
     * That a cluster's attempts are to go elsewhere.
     *
     * @param until when those are taken from it that can run again elsewhere; null where each one's end is waited for
     * @param attempts how many were there when it was said
     */
    public record Drain(Declaration word, @Nullable Instant until, int attempts) {
        /** When the rest will have gone if it goes as before; empty while none has gone. */
        public Optional<Instant> estimate(int left, Instant now) {
            int gone = attempts - left;
            Duration taken = Duration.between(word.at(), now);
            return gone <= 0 || taken.isNegative()
                    ? Optional.empty()
                    : Optional.of(now.plus(taken.multipliedBy(left).dividedBy(gone)));
        }
    }

    public static ClusterRecord unknown(ClusterName name) {
        return new ClusterRecord(name, 0, Adoption.PENDING, null, null, null, Seen.NOTHING);
    }

    /** Since when it answers nothing, or comes and goes, null while it does not. */
    public @Nullable Instant badSince() {
        return seen.badSince();
    }

    /** Which cluster it was when its attempts were placed, null where nobody could tell. */
    public @Nullable ClusterIdentity identity() {
        return seen.identity();
    }

    public ClusterRecord with(Adoption next) {
        return new ClusterRecord(name, version, next, dead, cordon, drain, seen);
    }

    public ClusterRecord declaredDead(@Nullable Declaration word) {
        return new ClusterRecord(name, version, adoption, word, cordon, drain, seen);
    }

    public ClusterRecord cordoned(@Nullable Declaration word) {
        return new ClusterRecord(name, version, adoption, dead, word, drain, seen);
    }

    public ClusterRecord draining(@Nullable Drain word) {
        return new ClusterRecord(name, version, adoption, dead, cordon, word, seen);
    }

    public ClusterRecord badSince(@Nullable Instant since) {
        return seen(seen.badSince(since));
    }

    public ClusterRecord identified(@Nullable ClusterIdentity known) {
        return seen(seen.identified(known));
    }

    public ClusterRecord seen(Seen what) {
        return new ClusterRecord(name, version, adoption, dead, cordon, drain, what);
    }

    /** Whether it says the same but for since when it answers nothing, which means nothing for attempts. */
    public boolean isAsBefore(ClusterRecord before) {
        return name.equals(before.name)
                && adoption == before.adoption
                && Objects.equals(dead, before.dead)
                && Objects.equals(cordon, before.cordon)
                && Objects.equals(drain, before.drain)
                && Objects.equals(identity(), before.identity());
    }

    /** The record with its next version, as it is to be written. */
    public ClusterRecord revised() {
        return new ClusterRecord(name, version + 1, adoption, dead, cordon, drain, seen);
    }

    /** The record with what people said in words that every database holds. */
    public ClusterRecord inPlainWords() {
        return new ClusterRecord(name, version, adoption, plain(dead), plain(cordon), plainDrain(), seen);
    }

    private @Nullable Drain plainDrain() {
        return drain == null ? null : new Drain(drain.word().inPlainWords(), drain.until(), drain.attempts());
    }

    private static @Nullable Declaration plain(@Nullable Declaration said) {
        return said == null ? null : said.inPlainWords();
    }
}
