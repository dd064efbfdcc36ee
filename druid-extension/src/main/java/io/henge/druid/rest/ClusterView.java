package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.decide.Vitals;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import io.henge.druid.runner.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cluster, as REST shows it; times are ISO-8601. */
public record ClusterView(
        @JsonProperty("name") String name,

        @JsonProperty("origin")
        @JsonPropertyDescription(
                "Where its entry is: `static`, in the properties; `dynamic`, in the dynamic configuration; `secret`, in a Secret;"
                        + " `none`, nowhere, though it has attempts.")
        String origin,

        @JsonProperty("version")
        @JsonPropertyDescription(
                "What a word can insist on by ifVersion; a new one with each change of what is recorded of the cluster.")
        long version,

        @JsonProperty("enabled") @JsonPropertyDescription("Whether the configuration lets new attempts go there.")
        boolean enabled,

        @JsonProperty("observed") @JsonPropertyDescription("Whether it is being watched now.")
        boolean observed,

        @JsonProperty("state")
        @JsonPropertyDescription(
                "What is taken for true of it: `Healthy`, `Suspect`, `Unreachable`, `Lost`, `Recovering`, `Misconfigured` or"
                        + " `Overloaded`; null where no entry leads to it.")
        @Nullable
        String state,

        @JsonProperty("since") @JsonPropertyDescription("When that state began.") @Nullable
        String since,

        @JsonProperty("evidence") @JsonPropertyDescription("By what; null where no entry leads to it.") @Nullable
        EvidenceView evidence,

        @JsonProperty("failover")
        @JsonPropertyDescription("What becomes by itself of what is there; null while it is not silent.")
        @Nullable
        ForecastView failover,

        @JsonProperty("why")
        @JsonPropertyDescription("What keeps it from being watched, or else should be mended.")
        @Nullable
        String why,

        @JsonProperty("live") @JsonPropertyDescription("How many attempts hold a place there.")
        long live,

        @JsonProperty("capacity")
        @JsonPropertyDescription("How many attempts may hold a place there, null for any number.")
        @Nullable
        Integer capacity,

        @JsonProperty("weight") @JsonPropertyDescription("Its share of the attempts, relative to the other clusters'.")
        int weight,

        @JsonProperty("free")
        @JsonPropertyDescription(
                "How many more may be placed there now, by its capacity and that over all clusters; 0 where none may go.")
        long free,

        @JsonProperty("room")
        @JsonPropertyDescription("What it has for pods and what is taken of that, as far as anybody says so.")
        List<RoomView> room,

        @JsonProperty("limbo") @JsonPropertyDescription("How many of them cannot be observed.")
        long limbo,

        @JsonProperty("purgeDebt")
        @JsonPropertyDescription("How many attempts are over there whose Jobs are not confirmed gone.")
        long purgeDebt,

        @JsonProperty("declaredDead") @Nullable DeclarationView declaredDead,

        @JsonProperty("cordoned") @JsonPropertyDescription("Who keeps new attempts away, since when and why.") @Nullable
        DeclarationView cordoned,

        @JsonProperty("draining")
        @JsonPropertyDescription("Who drains it, since when and why, and until when at most.")
        @Nullable
        DrainingView draining,

        @JsonProperty("placementPaused")
        @JsonPropertyDescription("Who paused placement on all clusters, when and why; the same for each of them.")
        @Nullable
        DeclarationView placementPaused) {

    /** Who said something of a cluster, when and why. */
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

    /** Who drains a cluster, since when and why. */
    public record DrainingView(
            @JsonProperty("by") String who,
            @JsonProperty("at") String at,
            @JsonProperty("reason") String why,

            @JsonProperty("deadline")
            @JsonPropertyDescription("When it takes away what can run again elsewhere; null for never.")
            @Nullable
            String until) {
        static @Nullable DrainingView of(ClusterRecord.@Nullable Drain drain) {
            return drain == null
                    ? null
                    : new DrainingView(
                            drain.word().who(),
                            drain.word().at().toString(),
                            drain.word().why(),
                            drain.until() == null ? null : drain.until().toString());
        }
    }

    /** @param snapshot of which the report is, or an older one of */
    static ClusterView of(ClusterReport report, LoopSnapshot snapshot, Origin origin) {
        ClusterLimits limits = report.vacancy().limits();
        @Nullable Vitals vitals = report.vitals();
        return new ClusterView(
                report.name().value(),
                origin.word(),
                report.record().version(),
                report.enabled(),
                report.observed(),
                vitals == null ? null : vitals.health().state().word(),
                vitals == null ? null : vitals.health().since().toString(),
                vitals == null ? null : EvidenceView.of(vitals.signs()),
                ForecastView.of(report.forecast()),
                report.trouble(),
                report.attempts().live(),
                limits.isUnlimited() ? null : limits.capacity(),
                limits.weight(),
                report.vacancy().free(),
                RoomView.of(snapshot.choices().clusters().get(report.name())),
                report.attempts().limbo(),
                report.attempts().purgeDebt(),
                DeclarationView.of(report.record().dead()),
                DeclarationView.of(report.record().cordon()),
                DrainingView.of(report.record().drain()),
                DeclarationView.of(snapshot.pause()));
    }
}
