package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import org.jspecify.annotations.Nullable;

/**
 * That an attempt is to be taken from its cluster, said by a person, or following from what happened to its parent.
 *
 * @param why a sentence that ends up in the row
 * @param to where the task is to go on, null for anywhere else
 * @param carriedOut called once the row says that the attempt's right has ended, on the ledger's thread
 */
public record Withdrawal(String why, @Nullable ClusterName to, Runnable carriedOut) {
    public static Withdrawal following(String why) {
        return new Withdrawal(why, null, () -> {});
    }
}
