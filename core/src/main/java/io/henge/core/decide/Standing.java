package io.henge.core.decide;

import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Declaration;
import org.jspecify.annotations.Nullable;

/**
 * What people have said of a cluster: by the configuration, or by a word that is recorded.
 *
 * @param word who said it, when and why; null where nobody did, or the configuration does
 */
public record Standing(Kind kind, @Nullable Declaration word) {
    /** What it means for attempts. */
    public enum Kind {
        /** It may be given attempts. */
        OPEN,
        /** The configuration keeps new attempts away. */
        DISABLED,
        /** It keeps what it has and takes no new attempts. */
        CORDONED,
        /** It takes no new attempts, and those that it has are to go elsewhere. */
        DRAINING,
        /** It is lost: the attempts that it has are taken from it. */
        DEAD
    }

    public static Standing of(ClusterRecord record, boolean enabled) {
        if (record.dead() != null) {
            return new Standing(Kind.DEAD, record.dead());
        }
        if (record.drain() != null) {
            return new Standing(Kind.DRAINING, record.drain().word());
        }
        if (record.cordon() != null) {
            return new Standing(Kind.CORDONED, record.cordon());
        }
        return new Standing(enabled ? Kind.OPEN : Kind.DISABLED, null);
    }

    public boolean isDead() {
        return kind == Kind.DEAD;
    }

    /** Why no new attempts may go there, as what follows the cluster's name; null if they may. */
    public @Nullable String closed() {
        return switch (kind) {
            case OPEN -> null;
            case DISABLED -> "is disabled";
            case CORDONED -> "is cordoned";
            case DRAINING -> "is being drained";
            case DEAD -> "was declared dead";
        };
    }
}
