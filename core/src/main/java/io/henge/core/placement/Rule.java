package io.henge.core.placement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sentence about where tasks go.
 *
 * @param name tells it from the others, for people
 * @param when the tasks that it is about
 */
public record Rule(String name, TaskMatch when, Word word) {
    /** How strongly clusters may be preferred, or, below zero, avoided. */
    public static final int WEIGHT_MAX = 100;

    /** What it says. */
    public sealed interface Word {
        /** The clusters that it is about, if it is about some. */
        default Optional<ClusterMatch> about() {
            return Optional.empty();
        }
    }

    /** Only these clusters. */
    public record Require(ClusterMatch clusters) implements Word {
        @Override
        public Optional<ClusterMatch> about() {
            return Optional.of(clusters);
        }
    }

    /** Never these clusters. */
    public record Exclude(ClusterMatch clusters) implements Word {
        @Override
        public Optional<ClusterMatch> about() {
            return Optional.of(clusters);
        }
    }

    /** Rather these clusters, or, with a weight below zero, rather others; -100 to 100. */
    public record Prefer(ClusterMatch clusters, int weight) implements Word {
        public Prefer {
            if (Math.abs(weight) > WEIGHT_MAX) {
                throw new IllegalArgumentException("weight[" + weight + "] is from -100 to 100");
            }
        }

        @Override
        public Optional<ClusterMatch> about() {
            return Optional.of(clusters);
        }
    }

    /** Also clusters with this taint; of any value where that is null. */
    public record Tolerate(String key, @Nullable String value) implements Word {
        boolean covers(Taint taint) {
            return key.equals(taint.key()) && (value == null || value.equals(taint.value()));
        }
    }

    /** On the cluster where others of its group are. */
    public record Together() implements Word {}

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Rule rule
                        && name.equals(rule.name)
                        && word.equals(rule.word)
                        && when.equals(rule.when));
    }

    /** By its name alone: queues ask often. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
