package io.henge.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Adoption;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.ClusterRecord.Drain;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.LedgerWrite.PutCluster;
import io.henge.core.ledger.LedgerWrite.PutPause;
import io.henge.core.ledger.LedgerWrite.PutPublish;
import io.henge.core.ledger.LedgerWrite.Remove;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.TermLostException;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What every ledger promises. Each test begins with an empty store. */
public abstract class LedgerContract extends HistoryContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final AttemptId ONE = AttemptId.first(new TaskId("task"));
    private static final AttemptId OTHER_TRY = new AttemptId(new TaskId("task"), 2);
    private static final AttemptId OTHER_TASK = AttemptId.first(new TaskId("other"));
    private static final List<AttemptId> IDS = List.of(ONE, OTHER_TRY, OTHER_TASK);

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
    void theReasonOfAFencedAttemptSurvives() {
        Term term = open().lead("a:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW)
                .withJobUid("uid-1")
                .fenced("a person said: \"east is lost\"", NOW.plusSeconds(5));
        open().write(term, List.of(new Put(attempt)));
        assertThat(open().attempts()).containsExactly(attempt);
    }

    @Test
    void theClustersWithAttemptsThatBearNoTokenAreKnown() {
        Term term = open().lead("a:8090", NOW);
        assertThat(open().adopted()).isEmpty();
        Attempt own = attempt(ONE);
        Attempt adopted = Attempt.placed(
                AttemptId.first(new TaskId("adopted")),
                new JobAddress(WEST, "henge", new JobName("adopted")),
                Token.NONE,
                own.traits(),
                term.epoch(),
                NOW);
        open().write(term, List.of(new Put(own)));
        assertThat(open().adopted()).isEmpty();
        open().write(term, List.of(new Put(adopted), new Put(adopted.ended(Outcome.success(1), NOW))));
        assertThat(open().adopted()).containsExactly(WEST);
    }

    @Test
    void whatTheNextAttemptIsToKnowSurvives() {
        Term term = open().lead("a:8090", NOW);
        Attempt one = attempt(ONE).fenced("a person said so", NOW, new NextWish(WEST, "ünder water\n'x'"));
        Attempt other = attempt(OTHER_TASK).fenced("its parent was moved", NOW, new NextWish(null, "because"));
        open().write(term, List.of(new Put(one), new Put(other)));
        assertThat(open().attempts()).containsExactly(other, one);
    }

    @Test
    void theRoomOfAnAttemptAndWhatCutItShortSurvive() {
        Term term = open().lead("a:8090", NOW);
        Resources others = new Resources(new TreeMap<>(Map.of("nvidia.com/gpu", 2L, "pods", 1L)));
        Attempt one = attempt(ONE).withNeeds(others.plus(Resources.of(2_500, 8L << 30)));
        Attempt other = attempt(OTHER_TASK).cutShort(Outcome.failure("killed by a person"), NOW);
        open().write(term, List.of(new Put(one), new Put(other)));
        assertThat(open().attempts()).containsExactly(other, one);
        assertThat(open().attempts().get(0).isCutShort()).isTrue();
        assertThat(open().attempts().get(1).isCutShort()).isFalse();
    }

    @Test
    void whereASubTaskComesFromAndWritesToSurvives() {
        Term term = open().lead("a:8090", NOW);
        Attempt like = Attempts.placed("sub-task", "east", term.epoch(), NOW);
        AttemptId parent = new AttemptId(new TaskId("tâsk ü'\"\\"), 3);
        TaskTraits traits = new TaskTraits("single_phase_sub_task", "flights", "group", 50, parent, true);
        String root = "henge/" + "r".repeat(249);
        Attempt attempt = Attempt.placed(like.id(), like.address(), like.token(), traits, term.epoch(), root, NOW);
        open().write(term, List.of(new Put(attempt)));
        assertThat(open().attempts()).containsExactly(attempt);
    }

    @Test
    void allThatIsPreservedSurvives() {
        Term term = open().lead("a:8090", NOW);
        Preserved known = Preserved.NOTHING
                .with("ids", "\"".repeat(Preserved.VALUE_MAX))
                .with("says", "a line\nwith \\ and ü")
                .warning("rows", "$.rows leads nowhere");
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW).withPreserved(known);
        open().write(term, List.of(new Put(attempt)));
        assertThat(open().attempts()).containsExactly(attempt);
        open().write(term, List.of(new Put(attempt.withPreserved(Preserved.NOTHING))));
        assertThat(open().attempts()).containsExactly(attempt.withPreserved(Preserved.NOTHING));
    }

    @Test
    void anAttemptCanComeToItsEnd() {
        Term term = open().lead("a:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW);
        Attempt ended = attempt.ended(Outcome.failure("killed"), NOW);
        open().write(term, List.of(new Put(attempt)));
        open().write(term, List.of(new Put(ended)));
        assertThat(open().attempts()).containsExactly(ended);
    }

    @Test
    void clustersComeInTheOrderOfTheirNames() {
        assertThat(open().clusters()).isEmpty();
        Term term = open().lead("a:8090", NOW);
        ClusterRecord east = ClusterRecord.unknown(EAST);
        ClusterRecord west =
                ClusterRecord.unknown(WEST).with(Adoption.DONE).revised().revised();
        open().write(term, List.of(new PutCluster(west), new PutCluster(east)));
        open().lead("b:8090", NOW);
        assertThat(open().clusters()).containsExactly(east, west);
    }

    @Test
    void aClusterCanBeDeclaredDeadAndAliveAgain() {
        Term term = open().lead("a:8090", NOW);
        ClusterRecord alive = ClusterRecord.unknown(EAST).with(Adoption.SETTLED);
        ClusterRecord dead = alive.declaredDead(new Declaration("ûser 'x'", "the site\nis under water", NOW));
        for (ClusterRecord record : List.of(ClusterRecord.unknown(EAST), alive, dead.revised(), alive.revised())) {
            open().write(term, List.of(new PutCluster(record)));
            assertThat(open().clusters()).containsExactly(record);
        }
    }

    @Test
    void everyMarkOfAClusterSurvives() {
        Term term = open().lead("a:8090", NOW);
        Declaration word = new Declaration("ûser", "because\nof 'this'", NOW);
        ClusterRecord record = ClusterRecord.unknown(EAST);
        for (ClusterRecord marked : List.of(
                record.cordoned(word),
                record.cordoned(word)
                        .draining(new Drain(new Declaration("b", "other", NOW.plusSeconds(1)), NOW.plusSeconds(9), 7)),
                record.draining(new Drain(word, null, 0)).badSince(NOW.plusSeconds(2)),
                record.identified(new ClusterIdentity("uid-of-kube-system", null)),
                record.identified(new ClusterIdentity(null, "uid-of-namespace")),
                record.badSince(null))) {
            open().write(term, List.of(new PutCluster(marked)));
            assertThat(open().clusters()).containsExactly(marked);
        }
    }

    @Test
    void aPauseStaysUntilItIsTakenBack() {
        Term term = open().lead("a:8090", NOW);
        assertThat(open().pause()).isEmpty();
        Declaration word = new Declaration("ûser", "because\nof 'this'", NOW);
        open().write(term, List.of(new PutPause(word), new PutPause(new Declaration("b", "again", NOW))));
        open().write(term, List.of(new PutPause(word)));
        open().lead("b:8090", NOW);
        assertThat(open().pause()).hasValue(word);
        assertThatThrownBy(() -> open().write(term, List.of(new PutPause(null))))
                .isInstanceOf(TermLostException.class);
        assertThat(open().pause()).hasValue(word);
        Term next = open().lead("c:8090", NOW);
        open().write(next, List.of(new PutPause(null)));
        assertThat(open().pause()).isEmpty();
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

    /** Against a model that carries out one write after the other. */
    @RepeatedTest(3)
    void aBatchIsAsGoodAsItsWritesOneByOne(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Ledger ledger = open();
        Ledger model = new InMemoryLedger("model");
        Term term = ledger.lead("a:8090", NOW);
        Term modelTerm = model.lead("a:8090", NOW);
        for (int i = 0; i < 40; i++) {
            List<LedgerWrite> batch =
                    Stream.generate(() -> anyWrite(random)).limit(8).toList();
            for (LedgerWrite write : batch) {
                model.write(modelTerm, List.of(write));
            }
            ledger.write(term, batch);
            assertThat(ledger.attempts()).as("after %s", batch).isEqualTo(model.attempts());
            assertThat(ledger.clusters()).as("after %s", batch).isEqualTo(model.clusters());
            assertThat(ledger.events(EventFilter.ALL, 9, 9))
                    .as("after %s", batch)
                    .isEqualTo(model.events(EventFilter.ALL, 9, 9));
            for (AttemptId id : IDS) {
                assertThat(ledger.publishes(id)).as("after %s", batch).isEqualTo(model.publishes(id));
            }
        }
    }

    private static LedgerWrite anyWrite(Random random) {
        AttemptId id = IDS.get(random.nextInt(IDS.size()));
        ClusterRecord cluster = ClusterRecord.unknown(random.nextBoolean() ? EAST : WEST);
        Publish publish = publish(id, 1 + random.nextInt(2));
        return switch (random.nextInt(9)) {
            case 7 -> new Note(1 + random.nextInt(3), event("some"));
            case 8 -> new Put(attempt(id).fenced("lost", NOW, new NextWish(WEST, "why")));
            case 0 -> new Put(attempt(id));
            case 1 -> new Put(attempt(id).fenced("lost", NOW));
            case 2 -> new Remove(id);
            case 3 -> new PutCluster(cluster);
            case 4 -> new PutCluster(cluster.declaredDead(new Declaration("who", "why", NOW)));
            case 5 -> new PutPublish(publish);
            default -> new PutPublish(publish.succeeded());
        };
    }

    @Test
    void repeatingABatchChangesNothing() {
        Term term = open().lead("a:8090", NOW);
        ClusterRecord dead = ClusterRecord.unknown(EAST).declaredDead(new Declaration("who", "why", NOW));
        for (int i = 0; i < 2; i++) {
            open().write(
                            term,
                            List.of(
                                    new Put(attempt(ONE)),
                                    new PutPublish(publish(ONE, 1)),
                                    new PutCluster(dead),
                                    new Note(1, event("once")),
                                    new Remove(OTHER_TASK)));
        }
        assertThat(open().attempts()).containsExactly(attempt(ONE));
        assertThat(open().publishes(ONE)).containsExactly(publish(ONE, 1));
        assertThat(open().clusters()).containsExactly(dead);
        assertThat(open().events(EventFilter.ALL, Long.MAX_VALUE, 9)).hasSize(1);
    }

    @Test
    void anEarlierTermWritesNothing() {
        Term old = open().lead("a:8090", NOW);
        open().write(old, List.of(new Put(attempt(OTHER_TASK)), new PutPublish(publish(OTHER_TASK, 1))));
        open().lead("b:8090", NOW);
        List<LedgerWrite> each = List.of(
                new Put(attempt(ONE)),
                new Remove(OTHER_TASK),
                new PutCluster(ClusterRecord.unknown(EAST)),
                new Note(1, event("late")),
                new PutPublish(publish(ONE, 1)));
        for (LedgerWrite write : each) {
            assertThatThrownBy(() -> open().write(old, List.of(write)))
                    .isInstanceOf(TermLostException.class)
                    .hasMessageContaining("a:8090");
        }
        assertThat(open().attempts()).containsExactly(attempt(OTHER_TASK));
        assertThat(open().publishes(OTHER_TASK)).hasSize(1);
        assertThat(open().clusters()).isEmpty();
        assertThat(open().events(EventFilter.ALL, Long.MAX_VALUE, 1)).isEmpty();
        assertThat(open().publishes(ONE)).isEmpty();
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
                                .map(LedgerWrite.class::cast)
                                .toList());
        assertThat(open().attempts()).isEqualTo(attempts);
    }
}
