package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.decide.Forecast;
import org.jspecify.annotations.Nullable;

/** What becomes by itself of what is on a cluster that is silent, as REST shows it. */
public record ForecastView(
        @JsonProperty("at")
        @JsonPropertyDescription(
                "When the first of it is taken away, if nothing is heard until then; null where nothing is.")
        @Nullable
        String at,

        @JsonProperty("leaving") @JsonPropertyDescription("How many attempts are taken away.")
        int leaving,

        @JsonProperty("staying") @JsonPropertyDescription("How many are not.")
        int staying,

        @JsonProperty("why") @JsonPropertyDescription("Why most of those stay that do; null where none does.") @Nullable
        String why,

        @JsonProperty("acts")
        @JsonPropertyDescription("Whether that is done, and not only recorded: by `failover.mode`.")
        boolean acts) {
    static @Nullable ForecastView of(@Nullable Forecast forecast) {
        return forecast == null
                ? null
                : new ForecastView(
                        forecast.at() == null ? null : forecast.at().toString(),
                        forecast.leaving(),
                        forecast.staying(),
                        forecast.why(),
                        forecast.acts());
    }
}
