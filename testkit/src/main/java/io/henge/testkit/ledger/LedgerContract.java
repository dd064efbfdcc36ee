package io.henge.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.Ledger;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.LedgerWrite.Remove;
import io.henge.core.ledger.Term;
import io.henge.core.ledger.TermLostException;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises. Each test begins with an empty store. */
public abstract class LedgerContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    /** Opens the store of this test, the same one at each call within a test. */
    protected abstract Ledger open();

    @Test
    void epochsGrowWithEachTerm() {
        Ledger ledger = open();
        Term first = ledger.lead("a:8090", NOW);
        Term second = ledger.lead("b:8090", NOW);
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(second.holder()).isEqualTo("b:8090");
    }

    @Test
    void theOwnerIsMadeOnceAndStays() {
        String owner = open().owner();
        assertThat(owner).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
        assertThat(open().owner()).isEqualTo(owner);
    }

    @Test
    void whatWasPutIsThereForTheNextTerm() {
        Term term = open().lead("a:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW);
        open().write(term, List.of(new Put(attempt)));
        open().lead("b:8090", NOW);
        assertThat(open().attempts()).containsExactly(attempt);
    }

    @Test
    void everyFieldOfAnEndedAttemptSurvives() {
        Term term = open().lead("a:8090", NOW);
        Attempt attempt = Attempts.placed("tâsk ü'\"\\", "east", term.epoch(), NOW)
                .withJobUid("uid-1")
                .withLocation(new Location("127.0.0.9", 8100, -1, "pod-1"), NOW.plusSeconds(3))
                .ended(new Outcome(false, "because\nof 'this' — ".repeat(500), 1234), NOW.plusSeconds(5));
        open().write(term, List.of(new Put(attempt)));
        assertThat(open().attempts()).containsExactly(attempt);
    }

    @Test
    void aSuccessWithoutAMessageSurvives() {
        Term term = open().lead("a:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW).ended(Outcome.success(5), NOW);
        open().write(term, List.of(new Put(attempt)));
        assertThat(open().attempts()).containsExactly(attempt);
    }

    @Test
    void aBatchIsCarriedOutInItsOrder() {
        Term term = open().lead("a:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW);
        Attempt other = Attempts.placed("other", "west", term.epoch(), NOW);
        open().write(
                        term,
                        List.of(
                                new Put(attempt),
                                new Put(other),
                                new Put(attempt.withJobUid("uid")),
                                new Remove(other.id())));
        assertThat(open().attempts()).containsExactly(attempt.withJobUid("uid"));
    }

    @Test
    void repeatingABatchChangesNothing() {
        Term term = open().lead("a:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW);
        AttemptId gone = AttemptId.first(new TaskId("gone"));
        for (int i = 0; i < 2; i++) {
            open().write(term, List.of(new Put(attempt), new Remove(gone)));
        }
        assertThat(open().attempts()).containsExactly(attempt);
    }

    @Test
    void anEarlierTermWritesNothing() {
        Term old = open().lead("a:8090", NOW);
        open().lead("b:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", old.epoch(), NOW);
        assertThatThrownBy(() -> open().write(old, List.of(new Put(attempt))))
                .isInstanceOf(TermLostException.class)
                .hasMessageContaining("a:8090");
        assertThat(open().attempts()).isEmpty();
    }

    @Test
    void anEmptyBatchAsksWhetherTheTermIsTheNewest() {
        Term old = open().lead("a:8090", NOW);
        open().write(old, List.of());
        open().lead("b:8090", NOW);
        assertThatThrownBy(() -> open().write(old, List.of())).isInstanceOf(TermLostException.class);
    }

    @Test
    void rowsComeInTheOrderOfTaskAndAttempt() {
        Term term = open().lead("a:8090", NOW);
        List<Attempt> attempts = IntStream.range(0, 1_000)
                .mapToObj(i -> Attempts.placed(String.format(Locale.ROOT, "task-%03d", i), "east", term.epoch(), NOW))
                .toList();
        open().write(
                        term,
                        attempts.stream()
                                .map(Put::new)
                                .map(io.henge.core.ledger.LedgerWrite.class::cast)
                                .toList());
        assertThat(open().attempts()).isEqualTo(attempts);
    }
}
