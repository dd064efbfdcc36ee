package io.henge.bench.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a figure should be.
 *
 * @param bound null for none, which is a figure for information
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(@Nullable Bound bound, double value) {
    /** On which side of the value a figure is good. */
    public enum Bound {
        AT_LEAST,
        AT_MOST,
        EXACTLY
    }

    /** No target: the figure is there to understand the others. */
    public static final Target NONE = new Target(null, 0);

    public static Target atLeast(double value) {
        return new Target(Bound.AT_LEAST, value);
    }

    public static Target atMost(double value) {
        return new Target(Bound.AT_MOST, value);
    }

    public static Target exactly(double value) {
        return new Target(Bound.EXACTLY, value);
    }

    /** Whether a measured value is as it should be; null without a target. */
    public @Nullable Boolean isMetBy(double measured) {
        if (bound == null) {
            return null;
        }
        return switch (bound) {
            case AT_LEAST -> measured >= value;
            case AT_MOST -> measured <= value;
            case EXACTLY -> Double.compare(measured, value) == 0;
        };
    }

    /** In words, as in "at most 20". */
    String words() {
        return bound == null
                ? "-"
                : bound.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + Figure.number(value);
    }
}
