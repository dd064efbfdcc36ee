package io.henge.core.report;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.Standing;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.ClusterLimits;
import org.jspecify.annotations.Nullable;

/**
 * What readers may know of one cluster.
 *
 * @param enabled whether the configuration lets new attempts go there
 * @param observed whether it has been listed and is being watched now
 * @param trouble what keeps it from being watched, or else should be mended; null while all is well
 * @param live how many attempts hold a place there
 * @param limbo how many of them cannot be observed
 * @param purgeDebt how many attempts are over there whose Jobs are not confirmed gone
 * @param free how many more attempts may be placed there now; 0 where none may go
 */
public record ClusterReport(
        ClusterRecord record,
        boolean enabled,
        boolean observed,
        @Nullable String trouble,
        long live,
        long limbo,
        long purgeDebt,
        ClusterLimits limits,
        long free) {

    public ClusterName name() {
        return record.name();
    }

    /** The same with what is recorded by now. */
    public ClusterReport with(ClusterRecord newer) {
        return new ClusterReport(newer, enabled, observed, trouble, live, limbo, purgeDebt, limits, free);
    }

    /** What can be said of a cluster now. */
    public static ClusterReport of(
            ClusterRecord record, ClusterFacts facts, AttemptCount count, Allotment.Vacancy vacancy) {
        return new ClusterReport(
                record,
                facts.standing().kind() != Standing.Kind.DISABLED,
                facts.watch().isWell(),
                facts.trouble(),
                count.live(),
                count.limbo(),
                count.purgeDebt(),
                vacancy.limits(),
                vacancy.free());
    }
}
