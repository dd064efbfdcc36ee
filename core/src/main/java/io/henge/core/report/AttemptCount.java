package io.henge.core.report;

import io.henge.core.attempt.AttemptState;

/**
 * How many attempts of one cluster are what.
 *
 * @param live those that hold a place there
 * @param limbo those of them that cannot be observed
 * @param purgeDebt those that are over, while their Jobs are not confirmed gone
 */
public record AttemptCount(long live, long limbo, long purgeDebt) {
    public static final AttemptCount NONE = new AttemptCount(0, 0, 0);

    /** The count with an attempt more, or with {@code sign} -1 with one less. */
    public AttemptCount plus(AttemptReport report, int sign) {
        boolean placed = report.attempt() != null && report.attempt().state() == AttemptState.PLACED;
        return new AttemptCount(
                live + (placed ? sign : 0),
                limbo + (report.state() == AttemptReport.State.LIMBO ? sign : 0),
                purgeDebt + (report.purgeDebt() ? sign : 0));
    }
}
