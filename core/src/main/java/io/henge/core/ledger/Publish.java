package io.henge.core.ledger;

import io.henge.core.attempt.AttemptId;
import java.util.List;

/**
 * One try of an attempt to commit segments, noted before it is let through. All segments of one publish are committed in
 * one transaction, so that a few of their ids tell the fate of all.
 *
 * @param number counts the attempt's publishes, from 1
 * @param epoch the term that let it through
 * @param segments up to {@value #SEGMENTS_MAX} of the segments' ids
 * @param committed whether it is known to have succeeded
 */
public record Publish(
        AttemptId attempt, int number, long epoch, String dataSource, List<String> segments, boolean committed) {
    /** How many ids are kept of one publish. */
    public static final int SEGMENTS_MAX = 10;

    public Publish {
        segments = segments.stream().limit(SEGMENTS_MAX).toList();
        if (number < 1) {
            throw new IllegalArgumentException("Publishes are numbered from 1, but got [" + number + "]");
        }
    }

    public Publish succeeded() {
        return new Publish(attempt, number, epoch, dataSource, segments, true);
    }
}
