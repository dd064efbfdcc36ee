package io.henge.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.LedgerWrite.PutPublish;
import io.henge.core.ledger.LedgerWrite.Remove;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises of what attempts have tried to publish. Each test begins with an empty store. */
public abstract class PublishContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final AttemptId ONE = AttemptId.first(new TaskId("task"));
    private static final AttemptId OTHER_TRY = new AttemptId(new TaskId("task"), 2);
    private static final AttemptId OTHER_TASK = AttemptId.first(new TaskId("other"));

    /** Opens the store of this test, the same one at each call within a test. */
    protected abstract Ledger open();

    @Test
    void aPublishIsNotedAndThenSucceeds() {
        Term term = open().lead("a:8090", NOW);
        Publish noted = publish(ONE, 1);
        open().write(term, List.of(new Put(attempt(ONE)), new PutPublish(noted)));
        assertThat(open().publishes(ONE)).containsExactly(noted);
        open().lead("b:8090", NOW);
        assertThat(open().publishes(ONE)).containsExactly(noted);

        Term next = open().lead("c:8090", NOW);
        open().write(next, List.of(new PutPublish(noted.succeeded())));
        assertThat(open().publishes(ONE)).containsExactly(noted.succeeded());
    }

    @Test
    void aNewTermForgetsThePublishesOfAttemptsWithoutARow() {
        Term term = open().lead("a:8090", NOW);
        open().write(
                        term,
                        List.of(
                                new Put(attempt(ONE)),
                                new PutPublish(publish(ONE, 1)),
                                new PutPublish(publish(OTHER_TRY, 1)),
                                new PutPublish(publish(OTHER_TASK, 1))));
        open().lead("b:8090", NOW);
        assertThat(open().publishes(ONE)).containsExactly(publish(ONE, 1));
        assertThat(open().publishes(OTHER_TRY)).isEmpty();
        assertThat(open().publishes(OTHER_TASK)).isEmpty();
    }

    @Test
    void theLongestPublishAndOneWithoutSegmentsSurvive() {
        Term term = open().lead("a:8090", NOW);
        List<String> longIds = IntStream.range(0, Publish.SEGMENTS_MAX)
                .mapToObj(i -> i + "_ü日 '\"\\,".repeat(50).substring(0, 254))
                .toList();
        Publish longest = new Publish(ONE, 1, term.epoch(), "d".repeat(255), longIds, false);
        Publish empty = new Publish(ONE, 2, term.epoch(), "flights", List.of(), true);
        open().write(term, List.of(new PutPublish(longest), new PutPublish(empty)));
        assertThat(open().publishes(ONE)).containsExactly(longest, empty);
    }

    @Test
    void publishesAreThoseOfOneAttemptInTheirOrder() {
        Term term = open().lead("a:8090", NOW);
        List<Publish> ofOne =
                IntStream.rangeClosed(1, 12).mapToObj(i -> publish(ONE, i)).toList();
        List<LedgerWrite> writes = new ArrayList<>();
        for (int i = ofOne.size(); i > 0; i--) {
            writes.add(new PutPublish(ofOne.get(i - 1)));
        }
        writes.add(new PutPublish(publish(OTHER_TRY, 1)));
        writes.add(new PutPublish(publish(OTHER_TASK, 1)));
        open().write(term, writes);

        assertThat(open().publishes(ONE)).isEqualTo(ofOne);
        assertThat(open().publishes(OTHER_TRY)).containsExactly(publish(OTHER_TRY, 1));
        assertThat(open().publishes(AttemptId.first(new TaskId("third")))).isEmpty();
    }

    @Test
    void thePublishesOfARemovedAttemptGoWithIt() {
        Term term = open().lead("a:8090", NOW);
        List<LedgerWrite> writes = new ArrayList<>();
        for (AttemptId id : List.of(ONE, OTHER_TRY, OTHER_TASK)) {
            writes.add(new Put(attempt(id)));
            writes.add(new PutPublish(publish(id, 1)));
            writes.add(new PutPublish(publish(id, 2)));
        }
        open().write(term, writes);
        open().write(term, List.of(new Remove(ONE)));

        assertThat(open().attempts()).containsExactly(attempt(OTHER_TASK), attempt(OTHER_TRY));
        assertThat(open().publishes(ONE)).isEmpty();
        assertThat(open().publishes(OTHER_TRY)).hasSize(2);
        assertThat(open().publishes(OTHER_TASK)).hasSize(2);
    }

    @Test
    void anAttemptRemovedAndPutAgainHasOnlyItsNewPublishes() {
        Term term = open().lead("a:8090", NOW);
        open().write(term, List.of(new Put(attempt(ONE)), new PutPublish(publish(ONE, 1))));
        open().write(
                        term,
                        List.of(
                                new PutPublish(publish(ONE, 2)),
                                new Remove(ONE),
                                new PutPublish(publish(ONE, 3)),
                                new Put(attempt(ONE))));
        assertThat(open().attempts()).containsExactly(attempt(ONE));
        assertThat(open().publishes(ONE)).containsExactly(publish(ONE, 3));
    }

    static Attempt attempt(AttemptId id) {
        JobAddress address = new JobAddress(EAST, "henge", Attempts.jobName(id));
        return Attempts.placed(id, address, 1, NOW);
    }

    static Publish publish(AttemptId attempt, int number) {
        return new Publish(attempt, number, 1, "flights", List.of("flights_a_" + number, "flights_b"), false);
    }
}
