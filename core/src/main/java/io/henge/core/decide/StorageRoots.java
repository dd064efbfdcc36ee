package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt writes segments to. The usual root is for those alone that are the first to write their segments: first
 * attempts of tasks that are no retry and whose parents write there too. Any other could overwrite the files of segments
 * that are published, since it writes the same ids.
 */
public final class StorageRoots {
    /** Stands below the usual root of deep storage, beside the data sources. */
    private static final String TOP = "henge-attempts/";

    /** The width of the ledger's column. */
    private static final int LENGTH_MAX = 255;

    private StorageRoots() {}

    /**
     * The directory below the usual root, or null for the usual root itself.
     *
     * @param parent the row of the attempt that submitted the task, if it is known
     */
    public static @Nullable String rootOf(AttemptView task, JobName job, Optional<Attempt> parent) {
        boolean first = task.id().number() == 1 && !task.traits().retried();
        boolean orphan = task.traits().parent() != null && parent.isEmpty();
        @Nullable String above = parent.map(Attempt::storageRoot).orElse(null);
        if (above != null) {
            String nested = above + "/" + job;
            return nested.length() <= LENGTH_MAX ? nested : TOP + job;
        }
        return first && !orphan ? null : TOP + job;
    }
}
