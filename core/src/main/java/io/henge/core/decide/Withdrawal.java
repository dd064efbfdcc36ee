package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * That an attempt is to be taken from its cluster.
 *
 * @param why a sentence that ends up in the row
 * @param to where the task is to go on, null for anywhere else
 * @param by the person that said it, null where nobody did
 * @param request the request that it carries out, null where it follows from something else
 * @param evidence what was known of the cluster, by channel; for people
 * @param memory how many bytes of it the next attempt has, null where that is as it was
 */
public record Withdrawal(
        Cause cause,
        String why,
        @Nullable ClusterName to,
        @Nullable String by,
        @Nullable Long request,
        SortedMap<String, String> evidence,
        @Nullable Long memory) {
    private static final SortedMap<String, String> NONE = Collections.emptySortedMap();

    /** What it follows from. */
    public enum Cause {
        /** A person moved it. */
        MOVED,
        /** A person has its cluster drained. */
        DRAINED,
        /** Its parent's attempt is not the present one any more, or the ledger cannot hold it. */
        FOLLOWS,
        /** Its pod finds no room; dropped where it finds some before anything is done. */
        ROOM,
        /** Its pod cannot start for another reason; dropped where it can before anything is done. */
        STUCK,
        /** Its pod runs and is unwell; dropped where it is well again before anything is done. */
        UNWELL,
        /** Its peon has stopped itself, since nobody renewed its lease. */
        LAPSED,
        /** Its peon was killed for want of memory. */
        OUT_OF_MEMORY,
        /** Its cluster is lost; dropped where that is heard of before anything is done. */
        LOST
    }

    /** That of a person who moves it. */
    public static Withdrawal moved(String why, @Nullable ClusterName to, String by, long request) {
        return new Withdrawal(Cause.MOVED, why, to, by, request, NONE, null);
    }

    /** Since its cluster is drained. */
    static Withdrawal drained(String why, String by) {
        return new Withdrawal(Cause.DRAINED, why, null, by, null, NONE, null);
    }

    /** Of a sub-task, whose parent's attempt is not the present one any more. */
    public static Withdrawal following(String why) {
        return new Withdrawal(Cause.FOLLOWS, why, null, null, null, NONE, null);
    }

    /** For want of room. */
    static Withdrawal forRoom(String why) {
        return new Withdrawal(Cause.ROOM, why, null, null, null, NONE, null);
    }

    /** Since its pod cannot start. */
    static Withdrawal stuck(String why) {
        return new Withdrawal(Cause.STUCK, why, null, null, null, NONE, null);
    }

    /** Since its pod is unwell. */
    static Withdrawal unwell(String why) {
        return new Withdrawal(Cause.UNWELL, why, null, null, null, NONE, null);
    }

    /** Since its cluster is lost. */
    public static Withdrawal lost(String why, SortedMap<String, String> evidence) {
        return new Withdrawal(Cause.LOST, why, null, null, null, Collections.unmodifiableSortedMap(evidence), null);
    }

    /** Since its peon has stopped itself. */
    static Withdrawal lapsed(String why) {
        return new Withdrawal(Cause.LAPSED, why, null, null, null, NONE, null);
    }

    /** Since its peon was killed for want of memory, so that the next attempt has so many bytes. */
    static Withdrawal outOfMemory(String why, long memory) {
        return new Withdrawal(Cause.OUT_OF_MEMORY, why, null, null, null, NONE, memory);
    }

    /** Whether its pod has not begun to run. */
    boolean beforeStart() {
        return cause == Cause.ROOM || cause == Cause.STUCK;
    }

    /** Whether it follows from what is seen of its pod. */
    boolean forItsPod() {
        return beforeStart() || cause == Cause.UNWELL;
    }

    boolean forLoss() {
        return cause == Cause.LOST;
    }

    /** Whether its pod may have ended well in the meantime, so that deep storage is asked first. */
    boolean asksFirst() {
        return forLoss() || cause == Cause.UNWELL;
    }
}
