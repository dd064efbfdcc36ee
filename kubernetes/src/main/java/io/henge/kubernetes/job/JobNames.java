package io.henge.kubernetes.job;

import com.google.common.base.CharMatcher;
import com.google.common.hash.Hashing;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.JobName;
import io.henge.core.port.JobNaming;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The Job names of Druid's own runner: up to 30 readable characters, then a hash of the task id. Later attempts hash the
 * attempt's number too, and names that are tried since another's Job has one before it, how many were.
 */
public final class JobNames implements JobNaming {
    private static final int READABLE_MAX = 30;

    private static final CharMatcher ALPHANUMERIC =
            CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('A', 'Z')).or(CharMatcher.inRange('0', '9'));

    /** Stands for an id without any letter or digit, of which Druid's own runner would make an invalid name. */
    private static final String UNREADABLE = "task";

    private final String prefix;

    /** @param prefix takes the task id's place in the readable part, if not empty */
    public JobNames(String prefix) {
        this.prefix = prefix;
    }

    /** The name that is tried first. */
    public JobName nameOf(AttemptId attempt) {
        return nameOf(attempt, 0);
    }

    @Override
    public JobName nameOf(AttemptId attempt, int taken) {
        String task = attempt.task().value();
        boolean stock = attempt.number() == 1 && taken == 0;
        String hashed = stock ? task : task + "#" + attempt.number() + (taken == 0 ? "" : "." + taken);
        return new JobName(readable(prefix.isEmpty() ? task : prefix) + "-"
                + Hashing.murmur3_128().hashString(hashed, StandardCharsets.UTF_8));
    }

    private static String readable(String text) {
        String letters = ALPHANUMERIC.retainFrom(text).toLowerCase(Locale.ROOT);
        if (letters.isEmpty()) {
            return UNREADABLE;
        }
        return letters.substring(0, Math.min(READABLE_MAX, letters.length()));
    }
}
