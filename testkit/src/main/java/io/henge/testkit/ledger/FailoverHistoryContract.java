package io.henge.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.FailoverRecord.Course;
import io.henge.core.ledger.FailoverRecord.Grounds;
import io.henge.core.ledger.FailoverRecord.News;
import io.henge.core.ledger.FailoverRecord.Trigger;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.PutFailover;
import io.henge.core.ledger.LedgerWrite.TellFailover;
import io.henge.core.ledger.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises of the history of failovers. Each test begins with an empty store. */
public abstract class FailoverHistoryContract extends PublishContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final ClusterName NORTH = new ClusterName("north");
    private static final AttemptId ONE = AttemptId.first(new TaskId("task"));
    private static final AttemptId OTHER_TRY = new AttemptId(new TaskId("task"), 2);
    private static final AttemptId OTHER_TASK = AttemptId.first(new TaskId("other"));

    /** More than are looked for at once. */
    private static final int STORM = 250;

    private static final News REPLACED = new News(ONE, News.Kind.REPLACED, NOW.plusSeconds(1), EAST);
    private static final News PURGED = new News(ONE, News.Kind.PURGED, NOW.plusSeconds(2), null);
    private static final News ALIVE = new News(ONE, News.Kind.ALIVE, NOW.plusSeconds(3), null);

    @Test
    void failoversAreReadNewestFirstAndInPages() {
        Term term = open().lead("a:8090", NOW);
        assertThat(all()).isEmpty();
        List<PutFailover> puts =
                IntStream.rangeClosed(1, 12).mapToObj(i -> put(i, ONE, true)).toList();
        open().write(term, List.copyOf(puts.subList(0, 5)));
        open().write(term, List.copyOf(puts.subList(5, 12)));
        open().lead("b:8090", NOW);

        assertThat(open().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 2)).containsExactly(puts.get(11), puts.get(10));
        assertThat(open().failovers(FailoverFilter.ALL, 3, 10)).containsExactly(puts.get(1), puts.get(0));
        assertThat(open().failovers(FailoverFilter.ALL, 1, 10)).isEmpty();
    }

    @Test
    void failoversAreReadByTaskAndByEitherCluster() {
        Term term = open().lead("a:8090", NOW);
        PutFailover toEast = new PutFailover(1, failover(ONE, true).after(REPLACED));
        PutFailover open = put(2, OTHER_TRY, true);
        PutFailover toNorth = new PutFailover(
                3, failover(OTHER_TASK, true).after(new News(OTHER_TASK, News.Kind.REPLACED, NOW, NORTH)));
        open().write(term, List.of(toEast, open, toNorth));
        Map<FailoverFilter, List<PutFailover>> expected = Map.of(
                FailoverFilter.ALL,
                List.of(toNorth, open, toEast),
                new FailoverFilter(ONE.task(), null),
                List.of(open, toEast),
                new FailoverFilter(null, WEST),
                List.of(toNorth, open, toEast),
                new FailoverFilter(null, EAST),
                List.of(toEast),
                new FailoverFilter(OTHER_TASK.task(), NORTH),
                List.of(toNorth),
                new FailoverFilter(OTHER_TASK.task(), EAST),
                List.of());
        expected.forEach((filter, found) ->
                assertThat(open().failovers(filter, 9, 9)).as(filter.toString()).isEqualTo(found));
        assertThat(open().failovers(new FailoverFilter(null, WEST), 3, 1)).containsExactly(open);
    }

    @Test
    void everyFieldOfAFailoverSurvives() {
        Term term = open().lead("a:8090", NOW);
        TreeMap<String, String> odd = new TreeMap<>(
                Map.of("", "", "a", "\"\\\n\t\u0001'%,:{}", "watch", "ünd 日本 \uD83D\uDE00", "\"n\\", "u0041\\u0041"));
        Grounds grounds = new Grounds("wh'y\n日本", odd, new TreeMap<>(Map.of("probe", "refused")), new TreeMap<>());
        List<PutFailover> puts = new ArrayList<>();
        for (Trigger trigger : Trigger.values()) {
            long number = puts.size() + 1L;
            Course course = new Course(EAST, NOW, NOW.plusMillis(number), NOW.plusSeconds(number));
            puts.add(
                    0,
                    new PutFailover(
                            number,
                            new FailoverRecord(OTHER_TRY, NOW, trigger, number % 2 == 0, WEST, grounds, course)));
        }
        open().write(term, List.copyOf(puts));
        assertThat(all()).isEqualTo(puts);
    }

    @Test
    void newsChangeTheNewestFailoverOfTheAttemptThatWasActedOn() {
        Term term = open().lead("a:8090", NOW);
        List<PutFailover> puts = List.of(
                put(1, ONE, true),
                put(2, ONE, true),
                put(3, ONE, false),
                put(4, OTHER_TRY, true),
                put(5, OTHER_TASK, true));
        open().write(term, List.copyOf(puts));
        Term next = open().lead("b:8090", NOW);
        for (News news : List.of(REPLACED, PURGED, ALIVE)) {
            open().write(next, List.of(new TellFailover(news)));
        }
        FailoverRecord told = failover(ONE, true).after(REPLACED).after(PURGED).after(ALIVE);
        assertThat(all()).containsExactly(puts.get(4), puts.get(3), puts.get(2), new PutFailover(2, told), puts.get(0));
    }

    @Test
    void theFirstNewsOfEachKindCount() {
        Term term = open().lead("a:8090", NOW);
        open().write(term, List.of(put(1, ONE, true)));
        open().write(term, List.of(new TellFailover(REPLACED), new TellFailover(ALIVE)));
        News later = new News(ONE, News.Kind.REPLACED, NOW.plusSeconds(9), NORTH);
        News again = new News(ONE, News.Kind.ALIVE, NOW.plusSeconds(9), null);
        open().write(term, List.of(new TellFailover(later), new TellFailover(again), new TellFailover(PURGED)));
        assertThat(all())
                .containsExactly(new PutFailover(
                        1, failover(ONE, true).after(REPLACED).after(PURGED).after(ALIVE)));
    }

    @Test
    void newsOfAStormReachEachOfItsFailovers() {
        Term term = open().lead("a:8090", NOW);
        List<AttemptId> attempts = IntStream.rangeClosed(1, STORM)
                .mapToObj(i -> AttemptId.first(new TaskId("task-" + i)))
                .toList();
        List<LedgerWrite> puts = new ArrayList<>();
        List<LedgerWrite> news = new ArrayList<>();
        List<PutFailover> told = new ArrayList<>();
        for (AttemptId attempt : attempts) {
            long number = puts.size() + 1L;
            News replaced = new News(attempt, News.Kind.REPLACED, NOW.plusSeconds(number), EAST);
            puts.add(put(number, attempt, true));
            news.add(new TellFailover(replaced));
            told.add(0, new PutFailover(number, failover(attempt, true).after(replaced)));
        }
        open().write(term, puts);
        open().write(term, news);
        assertThat(open().failovers(FailoverFilter.ALL, Long.MAX_VALUE, STORM)).isEqualTo(told);
    }

    @Test
    void newsOfWhatNobodyFailedOverAreWithoutHarm() {
        Term term = open().lead("a:8090", NOW);
        open().write(term, List.of(put(1, ONE, false), put(2, OTHER_TRY, true)));
        open().write(term, List.of(new TellFailover(PURGED), new TellFailover(REPLACED)));
        assertThat(all()).containsExactly(put(2, OTHER_TRY, true), put(1, ONE, false));
    }

    @Test
    void failoversAndTheirNewsAreCarriedOutInTheirOrder() {
        Term term = open().lead("a:8090", NOW);
        open().write(term, List.of(put(1, ONE, true)));
        List<LedgerWrite> batch = List.of(
                new TellFailover(PURGED),
                put(2, ONE, true),
                new TellFailover(REPLACED),
                put(3, OTHER_TRY, false),
                put(4, ONE, true),
                new TellFailover(ALIVE));
        List<PutFailover> expected = List.of(
                new PutFailover(4, failover(ONE, true).after(ALIVE)),
                put(3, OTHER_TRY, false),
                new PutFailover(2, failover(ONE, true).after(REPLACED)),
                new PutFailover(1, failover(ONE, true).after(PURGED)));
        open().write(term, batch);
        assertThat(all()).isEqualTo(expected);
    }

    @Test
    void whatWasCarriedOutAndIsRepeatedInPartsGivesTheSame() {
        Term term = open().lead("a:8090", NOW);
        List<LedgerWrite> batch = List.of(
                put(1, ONE, false),
                put(2, ONE, true),
                new TellFailover(REPLACED),
                put(3, OTHER_TRY, true),
                new TellFailover(PURGED));
        for (int i = 0; i <= batch.size(); i++) {
            open().write(term, batch);
            open().write(term, batch.subList(0, i));
            open().write(term, batch.subList(i, batch.size()));
            assertThat(all())
                    .containsExactly(
                            put(3, OTHER_TRY, true),
                            new PutFailover(
                                    2, failover(ONE, true).after(REPLACED).after(PURGED)),
                            put(1, ONE, false));
        }
    }

    @Test
    void theHistoryOfFailoversIsBounded() {
        Term term = open().lead("a:8090", NOW);
        int kept = FailoverRecord.KEPT_MAX;
        List<LedgerWrite> all = IntStream.rangeClosed(1, kept)
                .mapToObj(i -> (LedgerWrite) put(i, ONE, false))
                .toList();
        for (int i = 0; i < kept; i += 500) {
            open().write(term, all.subList(i, i + 500));
        }
        open().write(term, List.of(put(kept + 1, OTHER_TASK, true), put(kept + 2, OTHER_TRY, true)));

        List<PutFailover> found = open().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 2 * kept);
        assertThat(found).hasSize(kept);
        assertThat(found.get(0)).isEqualTo(put(kept + 2, OTHER_TRY, true));
        assertThat(found.get(kept - 1).number()).isEqualTo(3);
    }

    private List<PutFailover> all() {
        return open().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 100);
    }

    private static PutFailover put(long number, AttemptId attempt, boolean acted) {
        return new PutFailover(number, failover(attempt, acted));
    }

    private static FailoverRecord failover(AttemptId attempt, boolean acted) {
        Grounds grounds = new Grounds("silent", new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        return new FailoverRecord(attempt, NOW, Trigger.CLUSTER_LOST, acted, WEST, grounds, Course.NOTHING);
    }
}
