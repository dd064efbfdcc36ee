package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerWrite;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One decision, as REST shows it; the time is ISO-8601. */
public record EventView(
        @JsonProperty("number") @JsonPropertyDescription("Grows by one with each event, over all leaders.")
        long number,

        @JsonProperty("kind") String kind,
        @JsonProperty("at") String at,

        @JsonProperty("by") @JsonPropertyDescription("Who asked for it, or the Overlord that led where nobody did.")
        String by,

        @JsonProperty("task") @Nullable String task,
        @JsonProperty("attempt") @Nullable Integer attempt,
        @JsonProperty("cluster") @Nullable String cluster,

        @JsonProperty("reason") @JsonPropertyDescription("In a sentence; empty where it explains itself.")
        String reason) {
    /** All kinds that can be asked for. */
    static final List<String> KINDS = Arrays.stream(LedgerEvent.Kind.values())
            .filter(kind -> kind != LedgerEvent.Kind.OTHER)
            .map(EventView::word)
            .toList();

    static EventView of(LedgerWrite.Note note) {
        LedgerEvent event = note.event();
        @Nullable TaskId task = event.about().task();
        @Nullable ClusterName cluster = event.about().cluster();
        return new EventView(
                note.number(),
                word(event.kind()),
                event.at().toString(),
                event.who(),
                task == null ? null : task.value(),
                event.about().attempt(),
                cluster == null ? null : cluster.value(),
                event.why());
    }

    private static String word(LedgerEvent.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The kind of one of {@link #KINDS}. */
    static LedgerEvent.Kind kind(String word) {
        return LedgerEvent.Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
