package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import org.jspecify.annotations.Nullable;

/**
 * That an attempt is to be taken from its cluster: said by a person, following from what happened to its parent, or since
 * its pod finds no room there.
 *
 * @param why a sentence that ends up in the row
 * @param to where the task is to go on, null for anywhere else
 * @param by the person that said it, null where it follows from something else
 * @param request the request that it carries out, null where it follows from something else
 * @param forRoom whether it is for want of room, and so is dropped where the pod finds room before anything is done
 */
public record Withdrawal(
        String why,
        @Nullable ClusterName to,
        @Nullable String by,
        @Nullable Long request,
        boolean forRoom) {
    /** That of a person. */
    public Withdrawal(String why, @Nullable ClusterName to, @Nullable String by, @Nullable Long request) {
        this(why, to, by, request, false);
    }

    /** Of a sub-task, whose parent's attempt is not the present one any more. */
    public static Withdrawal following(String why) {
        return new Withdrawal(why, null, null, null, false);
    }

    /** For want of room. */
    static Withdrawal forRoom(String why) {
        return new Withdrawal(why, null, null, null, true);
    }
}
