package io.henge.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.About;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises of the history of decisions. Each test begins with an empty store. */
public abstract class HistoryContract extends FailoverHistoryContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final AttemptId ONE = AttemptId.first(new TaskId("task"));
    private static final AttemptId OTHER_TRY = new AttemptId(new TaskId("task"), 2);

    @Test
    void theHistoryIsReadNewestFirstAndInPages() {
        Term term = open().lead("a:8090", NOW);
        assertThat(open().events(EventFilter.ALL, Long.MAX_VALUE, 10)).isEmpty();
        List<Note> notes = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> new Note(i, event("event " + i)))
                .toList();
        open().write(term, List.copyOf(notes.subList(0, 5)));
        open().write(term, List.copyOf(notes.subList(5, 12)));
        open().lead("b:8090", NOW);

        assertThat(open().events(EventFilter.ALL, Long.MAX_VALUE, 2)).containsExactly(notes.get(11), notes.get(10));
        assertThat(open().events(EventFilter.ALL, 3, 10)).containsExactly(notes.get(1), notes.get(0));
        assertThat(open().events(EventFilter.ALL, 1, 10)).isEmpty();
    }

    @Test
    void theHistoryIsReadByWhatItIsAbout() {
        Term term = open().lead("a:8090", NOW);
        List<Note> notes = List.of(
                new Note(1, new LedgerEvent(Kind.PLACED, NOW, "a", About.attempt(ONE, EAST), "")),
                new Note(2, new LedgerEvent(Kind.PLACED, NOW, "a", About.attempt(OTHER_TRY, WEST), "")),
                new Note(3, new LedgerEvent(Kind.CORDONED, NOW, "a", About.cluster(EAST), "")));
        open().write(term, List.copyOf(notes));
        Map<EventFilter, List<Note>> expected = Map.of(
                EventFilter.ALL,
                List.of(notes.get(2), notes.get(1), notes.get(0)),
                new EventFilter(null, EAST, null),
                List.of(notes.get(2), notes.get(0)),
                new EventFilter(null, null, Kind.PLACED),
                List.of(notes.get(1), notes.get(0)),
                new EventFilter(ONE.task(), EAST, Kind.PLACED),
                List.of(notes.get(0)),
                new EventFilter(ONE.task(), null, Kind.CORDONED),
                List.of());
        expected.forEach((filter, found) ->
                assertThat(open().events(filter, 9, 9)).as(filter.toString()).isEqualTo(found));
        assertThat(open().events(new EventFilter(null, EAST, null), 3, 9)).containsExactly(notes.get(0));
    }

    @Test
    void everyKindOfEventSurvives() {
        Term term = open().lead("a:8090", NOW);
        List<About> about = List.of(
                About.attempt(OTHER_TRY, WEST),
                About.attempt(ONE, null),
                About.task(ONE.task()),
                About.cluster(EAST),
                new About(null, null, null));
        List<Note> notes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            LedgerEvent event = new LedgerEvent(
                    kind, NOW.plusMillis(notes.size()), "ûser", about.get(notes.size() % about.size()), "wh'y\n日本");
            notes.add(0, new Note(notes.size() + 1, event));
        }
        open().write(term, List.copyOf(notes));
        assertThat(open().events(EventFilter.ALL, Long.MAX_VALUE, 100)).isEqualTo(notes);
    }

    @Test
    void theHistoryIsBounded() {
        Term term = open().lead("a:8090", NOW);
        int kept = LedgerEvent.KEPT_MAX;
        List<LedgerWrite> all = IntStream.rangeClosed(1, kept)
                .mapToObj(i -> (LedgerWrite) new Note(i, event("event " + i)))
                .toList();
        for (int i = 0; i < kept; i += 500) {
            open().write(term, all.subList(i, i + 500));
        }
        open().write(term, List.of(new Note(kept + 1, event("new")), new Note(kept + 2, event("newest"))));

        List<Note> found = open().events(EventFilter.ALL, Long.MAX_VALUE, 2 * kept);
        assertThat(found).hasSize(kept);
        assertThat(found.get(0)).isEqualTo(new Note(kept + 2, event("newest")));
        assertThat(found.get(kept - 1).number()).isEqualTo(3);
    }

    static LedgerEvent event(String why) {
        return new LedgerEvent(Kind.PLACED, NOW, "a:8090", About.attempt(ONE, EAST), why);
    }
}
