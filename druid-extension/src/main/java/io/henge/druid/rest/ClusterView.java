package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.reconcile.ClusterReport;
import org.jspecify.annotations.Nullable;

/**
 * One cluster, as REST shows it; times are ISO-8601.
 *
 * @param version what a word can insist on by {@code ifVersion}; a new one with each change of what is recorded of it
 * @param capacity how many attempts may hold a place there, null for any number
 * @param weight its share of the attempts, relative to the other clusters'
 * @param free how many more may be placed there now, by its capacity and that over all clusters; 0 where none may go
 */
public record ClusterView(
        @JsonProperty("name") String name,
        @JsonProperty("version") long version,
        @JsonProperty("enabled") boolean enabled,
        @JsonProperty("observed") boolean observed,
        @JsonProperty("why") @Nullable String why,
        @JsonProperty("live") long live,
        @JsonProperty("capacity") @Nullable Integer capacity,
        @JsonProperty("weight") int weight,
        @JsonProperty("free") long free,
        @JsonProperty("limbo") long limbo,
        @JsonProperty("purgeDebt") long purgeDebt,
        @JsonProperty("declaredDead") @Nullable DeclarationView declaredDead) {

    /** Who declared a cluster dead, when and why. */
    public record DeclarationView(
            @JsonProperty("by") String who,
            @JsonProperty("at") String at,
            @JsonProperty("reason") String why) {
        static @Nullable DeclarationView of(ClusterRecord.@Nullable Declaration word) {
            return word == null
                    ? null
                    : new DeclarationView(word.who(), word.at().toString(), word.why());
        }
    }

    static ClusterView of(ClusterReport report) {
        return new ClusterView(
                report.name().value(),
                report.record().version(),
                report.enabled(),
                report.observed(),
                report.trouble(),
                report.live(),
                report.limits().isUnlimited() ? null : report.limits().capacity(),
                report.limits().weight(),
                report.free(),
                report.limbo(),
                report.purgeDebt(),
                DeclarationView.of(report.record().dead()));
    }
}
