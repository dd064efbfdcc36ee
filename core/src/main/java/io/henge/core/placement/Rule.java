package io.henge.core.placement;

import io.henge.core.attempt.TaskMatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sentence about where tasks go.
 *
 * @param name tells it from the others, for people
 * @param when the tasks that it is about
 * @param source where it is written
 */
public record Rule(String name, TaskMatch when, Word word, Source source) {
    /** How strongly clusters may be preferred, or, below zero, avoided. */
    public static final int WEIGHT_MAX = 100;

    /** Where rules are written. */
    public enum Source {
        /** In the properties, by an operator; they are read when a process starts. */
        PROPERTIES,
        /** In the dynamic configuration, by an operator, while everything runs. */
        DYNAMIC,
        /** In the task itself, by whoever submitted it. */
        TASK
    }

    /** A rule of the properties. */
    public Rule(String name, TaskMatch when, Word word) {
        this(name, when, word, Source.PROPERTIES);
    }

    /** Its name, and where it is written, within a sentence. */
    public String called() {
        return switch (source) {
            case PROPERTIES -> "rule[" + name + "] of the properties";
            case DYNAMIC -> "rule[" + name + "] of the dynamic configuration";
            case TASK -> "the task's own " + name;
        };
    }

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

    /**
     * Something that nobody can read any more. Its tasks wait, since it may have said where they must not go.
     *
     * @param why as a sentence, without its dot
     */
    public record Unreadable(String why) implements Word {}

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Rule rule
                        && name.equals(rule.name)
                        && source == rule.source
                        && word.equals(rule.word)
                        && when.equals(rule.when));
    }

    /** By its name alone: queues ask often. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
