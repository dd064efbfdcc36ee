package io.henge.testkit.cluster;

/** What happens to messages on their way, asked anew for each. */
public interface Network {
    /** What becomes of one request. */
    enum Fate {
        ARRIVES,
        /** It is carried out some seconds later, which its sender waits for; requests overtake each other so. */
        IS_SLOW,
        /** It is not carried out, and its sender waits in vain. */
        IS_LOST,
        /** It is carried out, but its sender waits in vain. */
        LOSES_ITS_ANSWER,
        /** It is carried out some time after its sender gave up, or died. */
        COMES_LATE,
        /** It is carried out and answered, and later carried out once more. */
        COMES_TWICE,
        /** It is answered 429: not carried out, since there are too many. */
        IS_THROTTLED
    }

    /** Every request arrives, and everything is seen at once. */
    Network PERFECT = () -> Fate.ARRIVES;

    Fate fateOfRequest();

    /** By how many seconds a request is late or slow; at least 1. */
    default int delay() {
        return 1;
    }

    /** Whether nothing comes back now of what is only asked to see whether the cluster answers. */
    default boolean losesQuestion() {
        return false;
    }

    /** Whether a watch hears of the newest state now, or only later. */
    default boolean delivers() {
        return true;
    }

    /** Whether a first list, of which a part has come, goes on: what it shows is what was there when it began. */
    default boolean listsOn() {
        return false;
    }

    /** Whether a first list is answered from a cache that is behind. */
    default boolean isBehind() {
        return false;
    }
}
