package io.henge.core.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words by which a sighting tells, and by which it is known, that a peon was killed for want of memory. */
public final class MemoryWords {
    private static final String NEEDED = " needed more memory than its limit[";

    private static final String KILLED = "] and was killed (OOMKilled, exit code ";

    private static final String REMEDY =
            "). Raise the limit in the pod template, or lower the heap and direct memory of its tasks.";

    private static final Pattern ALL = Pattern.compile(
            Pattern.quote(NEEDED) + "([^]]*)" + Pattern.quote(KILLED) + "-?[0-9]+" + Pattern.quote(REMEDY));

    private MemoryWords() {}

    /** How the peon's container ended, after its name; {@code limit} as people are to read it. */
    public static String ofPeon(String limit, int exitCode) {
        return NEEDED + limit + KILLED + exitCode + REMEDY;
    }

    /** The same of another container: that a peon has more changes nothing for that. */
    public static String ofOther(String limit, int exitCode) {
        return NEEDED + limit + KILLED + exitCode + "). Raise its limit in the pod template.";
    }

    /** The limit in an ending's words; empty where it is not that of a peon that was killed for want of memory. */
    public static Optional<String> limitIn(String ending) {
        Matcher told = ALL.matcher(ending);
        return told.find() ? Optional.of(told.group(1)) : Optional.empty();
    }
}
