package io.henge.core.failover;

import io.henge.core.attempt.Preserved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is read of an attempt while it is well, for the one after it.
 *
 * @param rules one for each value
 */
public record StatePreservation(List<Rule> rules) {
    /** Nothing. */
    public static final StatePreservation NONE = new StatePreservation(List.of());

    public static final int RULES_MAX = 20;
    public static final int PATH_MAX = 500;

    /** With what stands before it, as long as the name of an annotation may be. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,51}[A-Za-z0-9])?");

    /** Where a value is read. */
    public enum Source {
        /** The attempt's Job, as its cluster shows it. */
        JOB,
        /** Its pod, likewise. */
        POD,
        /** The live report of its peon. */
        REPORT,
        /** The status of the supervisor whose task it is. */
        SUPERVISOR,
        /** The task as it was submitted. */
        TASK;

        /** As it is written: job. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How one value is read.
     *
     * @param name what the value is called
     * @param jsonPath where it stands; nothing of the core understands it
     */
    public record Rule(String name, Source source, String jsonPath) {}

    public StatePreservation {
        rules = List.copyOf(rules);
    }

    /** All of it for people. */
    public String sentence() {
        return rules.stream()
                .map(rule -> rule.name() + " from " + rule.source().word() + " at " + rule.jsonPath())
                .collect(Collectors.joining(", "));
    }

    /** What cannot be said so, as sentences. */
    List<String> complaints() {
        if (rules.isEmpty() || rules.size() > RULES_MAX) {
            return List.of("`statePreservation.rules` has " + rules.size() + " rules. Give 1 to " + RULES_MAX + ".");
        }
        List<String> all = new ArrayList<>();
        Set<String> variables = new HashSet<>();
        for (Rule rule : rules) {
            if (!NAME.matcher(rule.name()).matches()) {
                all.add("`statePreservation` has the name [" + rule.name() + "]. Give 1 to 53 letters, digits, dots,"
                        + " hyphens and underscores, with a letter or digit at both ends.");
            } else if (Preserved.isOwn(rule.name())) {
                all.add("`statePreservation` has the name [" + rule.name()
                        + "], which Henge gives itself. Give another one.");
            } else if (!variables.add(Preserved.variable(rule.name()))) {
                all.add("`statePreservation` has two names with the variable [" + Preserved.variable(rule.name())
                        + "]. Give each another one.");
            }
            if (rule.jsonPath().isEmpty() || rule.jsonPath().length() > PATH_MAX) {
                all.add("`statePreservation` has for [" + rule.name() + "] a jsonPath of "
                        + rule.jsonPath().length() + " characters. Give 1 to " + PATH_MAX + ".");
            }
        }
        return all;
    }
}
