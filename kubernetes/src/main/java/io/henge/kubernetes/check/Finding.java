package io.henge.kubernetes.check;

/**
 * One thing that was found out about a cluster.
 *
 * @param about what was looked at, in a few words
 * @param sentence what is so, what was expected, and what to do
 */
public record Finding(Level level, String about, String sentence) {
    /** What follows from a finding; named as programs read it. */
    public enum Level {
        /** As it should be. */
        FINE,
        /** It could not be looked at: neither right nor wrong. */
        UNSEEN,
        /** Tasks run, but not all, or not well. */
        WARNING,
        /** The cluster would not work. */
        PROBLEM
    }
}
