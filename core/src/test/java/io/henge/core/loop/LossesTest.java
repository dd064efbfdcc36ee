package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.Fill;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Occupancy;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Standing;
import io.henge.core.decide.Vitals;
import io.henge.core.health.CallHealth;
import io.henge.core.health.ClusterHealth;
import io.henge.core.health.HealthState;
import io.henge.core.health.Signs;
import io.henge.core.health.WatchHealth;
import io.henge.core.ledger.ClusterRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When clusters that are silent are looked at. */
class LossesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName WEST = new ClusterName("west");

    private final AttemptTable table = new AttemptTable(new Milestones(UntoldTimings.untold(), () -> NOW));
    private final Losses losses = new Losses(table);

    private void place(String task) {
        JobAddress address = new JobAddress(WEST, "henge", new JobName("j-" + task));
        TaskTraits traits = new TaskTraits("index", "flights", task, 50);
        AttemptId id = AttemptId.first(new TaskId(task));
        table.put(AttemptView.restored(Attempt.placed(id, address, new Token("t"), traits, 1, NOW), NOW));
    }

    private boolean isLookedAt(Instant lostAt, Instant now) {
        return !look(lostAt, now).isEmpty();
    }

    private List<Chores.Loss> look(Instant lostAt, Instant now) {
        ClusterFacts west = new ClusterFacts(
                WEST,
                "henge",
                Standing.of(ClusterRecord.unknown(WEST), true),
                new Vitals(
                        new WatchHealth(false, null, NOW),
                        CallHealth.well(NOW),
                        new ClusterHealth(HealthState.UNREACHABLE, NOW, NOW, NOW, "nobody answers"),
                        lostAt,
                        Signs.NONE,
                        null),
                Fill.of(Occupancy.NONE));
        FleetSnapshot fleet = new FleetSnapshot(new TreeMap<>(Map.of(WEST, west)), Map.of());
        return losses.views(fleet, Policies.DEFAULT, now);
    }

    @Test
    void oneIsLookedAtOnceASecond() {
        assertThat(isLookedAt(Instant.MAX, NOW)).isTrue();
        assertThat(isLookedAt(Instant.MAX, NOW.plusMillis(999))).isFalse();
        assertThat(isLookedAt(Instant.MAX, NOW.plusSeconds(1))).isTrue();
    }

    /** Else the first that readers hear of it may be that it has been done. */
    @Test
    void oneIsLookedAtAtOnceWhenWhatHeldItsLossOffIsOver() {
        assertThat(isLookedAt(Instant.MAX, NOW)).isTrue();
        assertThat(isLookedAt(NOW.plusSeconds(3), NOW)).isTrue();
        assertThat(isLookedAt(NOW.plusSeconds(3), NOW)).isFalse();
    }

    @Test
    void readersAreToldInATurnOfItsOwnWhenTheFirstIsTakenAway() {
        assertThat(look(NOW, NOW)).extracting(Chores.Loss::told).containsExactly(false);
        place("comes-late");
        assertThat(look(NOW, NOW.plusSeconds(1))).extracting(Chores.Loss::told).containsExactly(false);
        assertThat(losses.takeChanged()).isTrue();
        assertThat(losses.next()).contains(NOW.plusSeconds(1));
        assertThat(look(NOW, NOW.plusSeconds(1))).extracting(Chores.Loss::told).containsExactly(true);
        assertThat(losses.next()).contains(NOW.plusSeconds(2));
    }
}
