package io.henge.core.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How long a cluster may be silent before it is taken for what. All but the last are counted from the same moment.
 *
 * @param probeInterval how often its API server is asked
 * @param probeTimeout how long an answer may take
 * @param suspectAfter after which it is given nothing new
 * @param unreachableAfter after which people are told
 * @param lostAfter after which it is lost, if no channel tells of life
 * @param recoverAfter how long it has to answer again before it is well
 */
public record HealthTimings(
        Duration probeInterval,
        Duration probeTimeout,
        Duration suspectAfter,
        Duration unreachableAfter,
        Duration lostAfter,
        Duration recoverAfter) {
    /** What holds where nothing is configured. */
    public static final HealthTimings FAST = new HealthTimings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10));

    /** For clusters far away, and networks that are out of order for half a minute now and then. */
    public static final HealthTimings CAREFUL = new HealthTimings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(120),
            Duration.ofSeconds(30));

    /**
     * Why values cannot be used together.
     *
     * @param component the name of the value that is too small
     * @param words what was expected of it, as a sentence
     */
    public record Contradiction(String component, String words) {}

    /** @throws IllegalArgumentException if the values contradict each other; it names all that do */
    public HealthTimings {
        List<Contradiction> found =
                contradictions(probeInterval, probeTimeout, suspectAfter, unreachableAfter, lostAfter, recoverAfter);
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(found.stream()
                    .map(one -> one.component() + ": " + one.words())
                    .collect(Collectors.joining("; ")));
        }
    }

    /**
     * What is wrong with values of which a {@link HealthTimings} is to be made. A silence is told by a question that was not
     * answered, so that none is found that is shorter than from one that was until the next is given up; and by one question
     * alone nobody is called unreachable.
     */
    public static List<Contradiction> contradictions(
            Duration probeInterval,
            Duration probeTimeout,
            Duration suspectAfter,
            Duration unreachableAfter,
            Duration lostAfter,
            Duration recoverAfter) {
        List<Contradiction> found = new ArrayList<>();
        Duration oneProbe = probeInterval.plus(probeTimeout);
        atLeast(found, "suspectAfter", suspectAfter, oneProbe, "which one probe takes with its timeout");
        atLeast(
                found,
                "unreachableAfter",
                unreachableAfter,
                oneProbe.multipliedBy(2),
                "which two probes take with their timeouts");
        atLeast(found, "unreachableAfter", unreachableAfter, suspectAfter, "which is suspectAfter");
        atLeast(found, "lostAfter", lostAfter, unreachableAfter, "which is unreachableAfter");
        atLeast(found, "recoverAfter", recoverAfter, oneProbe, "which one probe takes with its timeout");
        return List.copyOf(found);
    }

    private static void atLeast(
            List<Contradiction> found, String component, Duration given, Duration least, String why) {
        if (given.compareTo(least) < 0) {
            found.add(new Contradiction(component, "Give at least " + least + ", " + why + "."));
        }
    }

    /** From a question that was answered until the next one is given up. */
    public Duration oneProbe() {
        return probeInterval.plus(probeTimeout);
    }
}
