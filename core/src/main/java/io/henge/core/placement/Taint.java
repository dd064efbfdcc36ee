package io.henge.core.placement;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What keeps tasks from a cluster unless they tolerate it, as Kubernetes has it for nodes.
 *
 * @param value empty where it has none
 */
public record Taint(String key, String value, Effect effect) {
    /** What it does to a task that does not tolerate it; by Kubernetes' names. */
    public enum Effect {
        NO_SCHEDULE("NoSchedule"),
        PREFER_NO_SCHEDULE("PreferNoSchedule");

        private final String word;

        Effect(String word) {
            this.word = word;
        }
    }

    private static final Pattern FORM = Pattern.compile("([^=:]+)(?:=([^=:]*))?:([A-Za-z]+)");

    /** Reads {@code key=value:Effect} or {@code key:Effect}; empty if it is neither. */
    public static Optional<Taint> of(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && Labels.isKey(form.group(1))
                ? Stream.of(Effect.values())
                        .filter(effect -> effect.word.equals(form.group(3)))
                        .findFirst()
                        .map(effect -> new Taint(form.group(1), Objects.requireNonNullElse(form.group(2), ""), effect))
                : Optional.empty();
    }

    /** As it is written. */
    @Override
    public String toString() {
        return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect.word;
    }
}
