package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.AttemptView;
import io.henge.core.health.Probe;
import io.henge.core.port.Peons;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which clusters are told of by peons' announcements, and how seldom anybody is asked. */
class AnnouncedTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Probe SILENT = new Probe(Probe.Answer.SILENT, "no answer", null);
    private static final Probe WELL = new Probe(Probe.Answer.WELL, "", null);
    private static final int MANY = 1_000;

    private final AttemptTable table = new AttemptTable(new Milestones(UntoldTimings.untold(), InstantSource.system()));
    private final Set<Location> there = new HashSet<>();
    private int asked;
    private final Announced announced = new Announced(
            new Peons() {
                @Override
                public boolean isAnnounced(Location location) {
                    asked++;
                    return there.contains(location);
                }

                @Override
                public CompletionStage<Boolean> answers(Location location) {
                    throw new UnsupportedOperationException("nobody is asked here");
                }
            },
            table);

    private static Location location(int number) {
        return new Location("10.0.0." + number, 8100, -1, "pod-" + number);
    }

    private static Attempt placed(int number, ClusterName cluster) {
        AttemptId id = AttemptId.first(new TaskId("task-" + number));
        JobAddress address = new JobAddress(cluster, "henge", new JobName("j-" + number));
        TaskTraits traits = new TaskTraits("index_kafka", "flights", "group", 50);
        return Attempt.placed(id, address, new Token("t"), traits, 1, START)
                .withLocation(location(number), START.plusSeconds(1));
    }

    private void put(Attempt row) {
        table.put(AttemptView.restored(row, START));
    }

    private @Nullable Instant heardAt(int second) {
        return announced.heardFrom(EAST, SILENT, START.plusSeconds(second));
    }

    @Test
    void nobodyIsAskedWhereTheApiAnswers() {
        put(placed(1, EAST));
        there.add(location(1));
        assertThat(announced.heardFrom(EAST, WELL, START)).isNull();
        assertThat(announced.heardFrom(EAST, Probe.NOT_ASKED, START)).isNull();
        assertThat(asked).isZero();
        assertThat(announced.next()).isEmpty();
    }

    @Test
    void itIsHeardAsLongAsItIsAnnouncedAndThenIsOfThen() {
        put(placed(1, EAST));
        there.add(location(1));
        assertThat(heardAt(0)).isEqualTo(START);
        assertThat(announced.next()).contains(START.plusSeconds(1));
        assertThat(heardAt(5)).isEqualTo(START.plusSeconds(5));
        there.clear();
        assertThat(heardAt(6)).isEqualTo(START.plusSeconds(5));
        assertThat(heardAt(60)).isEqualTo(START.plusSeconds(5));
        assertThat(announced.next()).as("nothing to lose").isEmpty();
        there.add(location(1));
        assertThat(heardAt(61)).isEqualTo(START.plusSeconds(61));
    }

    @Test
    void whatItAnsweredBeforeIsForgottenWhenTheApiAnswers() {
        put(placed(1, EAST));
        there.add(location(1));
        assertThat(heardAt(0)).isNotNull();
        there.clear();
        assertThat(announced.heardFrom(EAST, WELL, START.plusSeconds(1))).isNull();
        assertThat(heardAt(2)).isNull();
    }

    @Test
    void anotherClustersPeonsSayNothingNorDoThoseThatHaveEnded() {
        put(placed(1, WEST));
        there.add(location(1));
        put(placed(2, EAST).fenced("taken", START));
        there.add(location(2));
        assertThat(heardAt(0)).isNull();
    }

    @Test
    void allAreAskedAtMostOnceASecondAndOneThatIsAnnouncedFirst() {
        for (int i = 0; i < MANY; i++) {
            put(placed(i, EAST));
        }
        for (int millis = 0; millis < 1_000; millis += 10) {
            announced.heardFrom(EAST, SILENT, START.plusMillis(millis));
        }
        assertThat(asked).isEqualTo(MANY);
        AttemptId last = new TreeSet<>(table.on(EAST)).last();
        there.add(location(Integer.parseInt(last.task().value().replace("task-", ""))));
        assertThat(heardAt(1)).isNotNull();
        asked = 0;
        assertThat(heardAt(2)).isEqualTo(START.plusSeconds(2));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aClusterThatIsNotRegisteredAnyMoreIsForgotten() {
        put(placed(1, EAST));
        there.add(location(1));
        assertThat(heardAt(0)).isNotNull();
        announced.retain(List.of(WEST));
        assertThat(announced.next()).isEmpty();
    }
}
