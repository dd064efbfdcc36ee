package io.henge.core.placement;

import io.henge.core.attempt.Resources;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one cluster has for pods, as far as anybody says so.
 *
 * @param total all that pods there may have together; what is not named is not limited, or nobody knows
 * @param others what of that is held by pods that are not ours
 * @param readAt when the cluster said so; null where it was not asked
 */
public record Offer(
        Source source,
        Resources total,
        Resources others,
        @Nullable Instant readAt) {
    /** Nobody says anything, so that nothing is limited. */
    public static final Offer UNKNOWN = new Offer(Source.NOBODY, Resources.NONE, Resources.NONE, null);

    /** Who says it; the first of these counts, and it alone. */
    public enum Source {
        CONFIGURATION("its configured resources"),
        QUOTA("its namespace's ResourceQuota"),
        NODES("its nodes"),
        NOBODY("nobody");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        /** After "by", for people. */
        public String words() {
            return words;
        }
    }

    /** Figures of an operator. */
    public static Offer configured(Resources total) {
        return new Offer(Source.CONFIGURATION, total, Resources.NONE, null);
    }

    /** The same, where {@code ours} was counted among what others hold. */
    public Offer without(Resources ours) {
        return new Offer(source, total, others.minus(ours), readAt);
    }

    /**
     * The first, by name, of which {@code needs} asks for more than is left while {@code held} is held by us. What nodes do not
     * name they do not have; elsewhere it is not limited.
     */
    public Optional<String> shortOf(Resources held, Resources needs) {
        Resources free = free(held);
        return free.shortOf(needs)
                .or(() -> source == Source.NODES
                        ? needs.amounts().entrySet().stream()
                                .filter(need -> need.getValue() > free.amount(need.getKey()))
                                .map(Map.Entry::getKey)
                                .findFirst()
                        : Optional.empty());
    }

    /** The first, by name, of which {@code needs} asks for more than there is when nothing is held. */
    public Optional<String> tooSmallFor(Resources needs) {
        return new Offer(source, total, Resources.NONE, readAt).shortOf(Resources.NONE, needs);
    }

    /** What is left beside what others and we hold; never less than nothing. */
    public Resources free(Resources held) {
        return total.minus(others).minus(held);
    }
}
