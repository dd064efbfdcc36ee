package io.henge.core.reconcile;

import io.henge.core.attempt.ClusterName;
import org.jspecify.annotations.Nullable;

/**
 * That an attempt is to be taken from its cluster, said by a person, or following from what happened to its parent.
 *
 * @param why a sentence that ends up in the row
 * @param to where the task is to go on, null for anywhere else
 * @param carriedOut called once the row says that the attempt's right has ended, on the ledger's thread
 */
public record Word(String why, @Nullable ClusterName to, Runnable carriedOut) {
    static Word following(String why) {
        return new Word(why, null, () -> {});
    }
}
