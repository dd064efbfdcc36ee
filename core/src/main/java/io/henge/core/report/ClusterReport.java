package io.henge.core.report;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.Forecast;
import io.henge.core.decide.Standing;
import io.henge.core.decide.Vitals;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.ClusterLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What readers may know of one cluster.
 *
 * @param enabled whether the configuration lets new attempts go there
 * @param observed whether it has been listed and is being watched now
 * @param trouble what keeps it from being watched, or else should be mended; null while all is well
 * @param attempts how many of its attempts are what
 * @param vacancy what it may take, and can still take
 * @param health how well it is; null where nobody looks
 */
public record ClusterReport(
        ClusterRecord record,
        boolean enabled,
        boolean observed,
        @Nullable String trouble,
        AttemptCount attempts,
        Allotment.Vacancy vacancy,
        @Nullable Health health) {
    /**
     * How well a cluster is.
     *
     * @param vitals and by what
     * @param forecast what becomes by itself of what is there, null while it is not silent
     */
    public record Health(Vitals vitals, @Nullable Forecast forecast) {}

    /** How well it is, and by what; null where nobody looks. */
    public @Nullable Vitals vitals() {
        return health == null ? null : health.vitals();
    }

    /** What becomes by itself of what is there; null while it is not silent. */
    public @Nullable Forecast forecast() {
        return health == null ? null : health.forecast();
    }

    public ClusterName name() {
        return record.name();
    }

    /** The same with what is recorded by now. */
    public ClusterReport with(ClusterRecord newer) {
        return new ClusterReport(newer, enabled, observed, trouble, attempts, vacancy, health);
    }

    /** What can be said of a cluster that no entry leads to. */
    public static ClusterReport absent(ClusterRecord record, ClusterFacts facts, AttemptCount attempts) {
        return new ClusterReport(
                record, false, false, facts.trouble(), attempts, new Allotment.Vacancy(ClusterLimits.NONE, 0), null);
    }

    /** What can be said of a cluster now. */
    public static ClusterReport of(
            ClusterRecord record,
            ClusterFacts facts,
            Optional<Forecast> forecast,
            AttemptCount attempts,
            Allotment.Vacancy vacancy) {
        return new ClusterReport(
                record,
                facts.standing().kind() != Standing.Kind.DISABLED,
                facts.watch().isWell(),
                facts.trouble(),
                attempts,
                vacancy,
                new Health(facts.vitals(), forecast.orElse(null)));
    }
}
