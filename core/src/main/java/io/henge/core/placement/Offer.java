package io.henge.core.placement;

import io.henge.core.attempt.Resources;

/**
 * What a cluster has for pods, as far as it is known; what is not named is not limited.
 *
 * @param others how much of it others hold than the attempts that are counted
 */
public record Offer(Source source, Resources total, Resources others) {
    /** Where it is written. */
    public enum Source {
        NOTHING("nothing is known"),
        CONFIGURATION("by its configuration"),
        QUOTA("by its quota"),
        NODES("on its nodes");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Of a cluster of which nothing is known. */
    public static final Offer UNKNOWN = new Offer(Source.NOTHING, Resources.NONE, Resources.NONE);

    /** What is left beside the others and that. */
    public Resources without(Resources held) {
        return total.minus(others).minus(held);
    }
}
