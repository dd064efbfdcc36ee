package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.health.Signs;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what a cluster is taken for what it is, as REST shows it: each channel, and when something was last heard by it. */
public record EvidenceView(
        @JsonProperty("probe") ProbeView probe,

        @JsonProperty("watch") @JsonPropertyDescription("What the watches of Jobs and pods say.")
        ChannelView watch,

        @JsonProperty("calls") @JsonPropertyDescription("What the calls say that make and delete Jobs.")
        ChannelView calls,

        @JsonProperty("tasks")
        @JsonPropertyDescription("What is heard of tasks that run there: that one asked the Overlord for something.")
        ChannelView tasks,

        @JsonProperty("discovery")
        @JsonPropertyDescription(
                "What is heard of tasks that run there: that one was announced to Druid, as those are that read streams. It is"
                        + " looked for only while the API server does not answer well.")
        ChannelView discovery,

        @JsonProperty("peons")
        @JsonPropertyDescription("What is heard of tasks that run there: that one answered when it was asked.")
        ChannelView peons,

        @JsonProperty("operator") @JsonPropertyDescription("What a person has declared of it, in words.") @Nullable
        String operator) {

    /** What the API server said when it was asked last. */
    public record ProbeView(
            @JsonProperty("answer")
            @JsonPropertyDescription(
                    "`none`, before it was asked; `well`; `silent`, nothing came back; `busy`, it has too much to do or is out of"
                            + " order; `refused`, it does not know us, or cannot be asked.")
            String answer,

            @JsonProperty("why") @JsonPropertyDescription("What went wrong, in words.") @Nullable
            String why,

            @JsonProperty("heardAt")
            @JsonPropertyDescription("When it was last asked something that it answered well; null for never.")
            @Nullable
            String heardAt) {}

    /** What one channel says; nothing that is silent proves anything. */
    public record ChannelView(
            @JsonProperty("why")
            @JsonPropertyDescription("What is wrong with it, in words; null where nothing is.")
            @Nullable
            String why,

            @JsonProperty("heardAt")
            @JsonPropertyDescription("When it last gave a sign of life; null where that is not known.")
            @Nullable
            String heardAt) {}

    static EvidenceView of(Signs signs) {
        Instant at = signs.at();
        String words = signs.probe().words();
        return new EvidenceView(
                new ProbeView(
                        signs.probe().answer().name().toLowerCase(Locale.ROOT),
                        words.isEmpty() ? null : words,
                        then(at, signs.probe().wellAgo())),
                new ChannelView(
                        signs.watches().trouble(), then(at, signs.watches().silentFor())),
                new ChannelView(signs.calls().trouble(), then(at, signs.calls().wellAgo())),
                new ChannelView(null, then(at, signs.peons().actedAgo())),
                new ChannelView(null, then(at, signs.peons().announcedAgo())),
                new ChannelView(null, then(at, signs.peons().answeredAgo())),
                signs.operator());
    }

    private static @Nullable String then(Instant at, @Nullable Duration ago) {
        return ago == null ? null : at.minus(ago).toString();
    }
}
