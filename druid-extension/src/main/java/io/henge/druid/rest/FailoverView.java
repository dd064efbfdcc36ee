package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerWrite;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One failover, as REST shows it; times are ISO-8601. */
public record FailoverView(
        @JsonProperty("number") @JsonPropertyDescription("Grows by one with each failover, over all leaders.")
        long number,

        @JsonProperty("task") String task,

        @JsonProperty("attempt") @JsonPropertyDescription("The one that was taken from its cluster.")
        int attempt,

        @JsonProperty("at")
        @JsonPropertyDescription("When its right to commit was ended, or would have been where nothing was done.")
        String at,

        @JsonProperty("trigger")
        @JsonPropertyDescription(
                "What it followed: cluster_lost, declared_dead, moved, drained, no_room, task_unhealthy, other.")
        String trigger,

        @JsonProperty("acted") @JsonPropertyDescription("False where it was only recorded, since failover observes.")
        boolean acted,

        @JsonProperty("from") String from,

        @JsonProperty("to") @JsonPropertyDescription("Where the task went on; null while it has not.") @Nullable
        String to,

        @JsonProperty("replacedAt") @Nullable String replacedAt,

        @JsonProperty("purgedAt")
        @JsonPropertyDescription("When Job and pod of the attempt were confirmed gone; null while that is owed.")
        @Nullable
        String purgedAt,

        @JsonProperty("falsePositive")
        @JsonPropertyDescription("Whether the attempt was proved alive after its right to commit had ended.")
        boolean falsePositive,

        @JsonProperty("aliveAt") @JsonPropertyDescription("When that was proved.") @Nullable
        String aliveAt,

        @JsonProperty("why") @JsonPropertyDescription("In a sentence; empty where it explains itself.")
        String why,

        @JsonProperty("policy") @JsonPropertyDescription("What applied, by the names in which it is written.")
        Map<String, String> policy,

        @JsonProperty("evidence") @JsonPropertyDescription("What was known of the cluster, by channel.")
        Map<String, String> evidence,

        @JsonProperty("preserved") @JsonPropertyDescription("What the attempt after it was given.")
        Map<String, String> preserved) {
    static FailoverView of(LedgerWrite.PutFailover put) {
        FailoverRecord failover = put.record();
        FailoverRecord.Grounds grounds = failover.grounds();
        FailoverRecord.Course course = failover.course();
        @Nullable ClusterName to = course.to();
        return new FailoverView(
                put.number(),
                failover.attempt().task().value(),
                failover.attempt().number(),
                failover.at().toString(),
                failover.trigger().name().toLowerCase(Locale.ROOT),
                failover.acted(),
                failover.from().value(),
                to == null ? null : to.value(),
                text(course.replacedAt()),
                text(course.purgedAt()),
                failover.isFalsePositive(),
                text(course.aliveAt()),
                grounds.why(),
                grounds.policy(),
                grounds.evidence(),
                grounds.preserved());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
