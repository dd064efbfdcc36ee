package io.henge.core.report;

import io.henge.core.attempt.AttemptState;

/** How many attempts of one cluster are live, how many of them are in limbo, and how many are purge debts. */
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
