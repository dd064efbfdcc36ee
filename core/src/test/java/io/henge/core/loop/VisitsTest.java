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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom of a silent cluster the leader asks whether it lives, and how few. */
class VisitsTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Probe SILENT = new Probe(Probe.Answer.SILENT, "nothing came back", null);
    private static final Probe WELL = new Probe(Probe.Answer.WELL, "", null);

    private final AttemptTable table = new AttemptTable(new Milestones(UntoldTimings.untold(), InstantSource.system()));
    private final List<String> asked = new ArrayList<>();
    private final Set<String> alive = new HashSet<>();
    private Instant now = START;
    private final Mailbox mailbox = new Mailbox(() -> now);
    private final Visits visits = new Visits(
            new Peons() {
                @Override
                public boolean isAnnounced(Location location) {
                    return false;
                }

                @Override
                public CompletionStage<Boolean> answers(Location location) {
                    asked.add(location.pod());
                    return CompletableFuture.completedFuture(alive.contains(location.pod()));
                }
            },
            table,
            mailbox,
            () -> now);

    private void run(int tasks) {
        for (int i = 1; i <= tasks; i++) {
            TaskTraits traits = new TaskTraits("index", "flights", "group", 50);
            AttemptId id = AttemptId.first(new TaskId("task-" + i));
            Attempt row = Attempt.placed(
                            id, new JobAddress(EAST, "henge", new JobName("j-" + i)), new Token("t"), traits, 1, START)
                    .withLocation(new Location("10.0.0." + i, 8100, -1, "pod-" + i), START);
            table.put(AttemptView.accepted(id, traits, START).withAttempt(row));
        }
    }

    /** One turn, with what the peons have answered before. */
    private @Nullable Instant heard(Probe probe) {
        @Nullable Instant heard = visits.heardFrom(EAST, probe, now);
        LoopState state = new LoopState(new Milestones(UntoldTimings.untold(), () -> now));
        assertThat(mailbox.empty().notes())
                .allMatch(note -> note.change().apply(state).isEmpty());
        return heard;
    }

    private @Nullable Instant heardASecondLater(Probe probe) {
        now = now.plusSeconds(1);
        return heard(probe);
    }

    @Test
    void nobodyIsAskedWhereTheApiServerAnswers() {
        run(3);
        assertThat(heard(WELL)).isNull();
        assertThat(heardASecondLater(new Probe(Probe.Answer.REFUSED, "401", null)))
                .isNull();
        assertThat(heardASecondLater(new Probe(Probe.Answer.BUSY, "429", null))).isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void aFewAreAskedEachSecondAllInTurn() {
        run(9);
        heard(SILENT);
        assertThat(asked).containsExactly("pod-1", "pod-2", "pod-3", "pod-4");
        heard(SILENT);
        assertThat(asked).as("not twice in a second").hasSize(4);
        heardASecondLater(SILENT);
        heardASecondLater(SILENT);
        assertThat(asked.subList(4, 12))
                .containsExactly("pod-5", "pod-6", "pod-7", "pod-8", "pod-9", "pod-1", "pod-2", "pod-3");
    }

    @Test
    void whoeverAnswersIsHeardAndIsAskedFirstFromThenOn() {
        run(9);
        alive.add("pod-3");
        heard(SILENT);
        assertThat(heardASecondLater(SILENT)).isEqualTo(START);
        assertThat(asked.subList(4, 9)).containsExactly("pod-3", "pod-5", "pod-6", "pod-7", "pod-8");
        assertThat(heardASecondLater(SILENT)).isEqualTo(START.plusSeconds(1));
        alive.clear();
        assertThat(heardASecondLater(SILENT)).isEqualTo(START.plusSeconds(2));
        assertThat(heardASecondLater(SILENT)).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void anAnswerFromBeforeTheApiServerAnsweredIsForgotten() {
        run(1);
        alive.add("pod-1");
        heard(SILENT);
        assertThat(heardASecondLater(SILENT)).isNotNull();
        heardASecondLater(WELL);
        alive.clear();
        assertThat(heardASecondLater(SILENT)).isNull();
    }

    @Test
    void whereNothingRunsNobodyIsAsked() {
        assertThat(heard(SILENT)).isNull();
        assertThat(heardASecondLater(SILENT)).isNull();
        assertThat(asked).isEmpty();
    }
}
