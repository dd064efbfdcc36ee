package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Chores;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.port.Timings;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When clusters that are being drained are looked at; nothing is left on any here. */
class DrainsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");

    private final LoopState state = new LoopState(new Milestones(
            (Timings) Proxy.newProxyInstance(
                    Timings.class.getClassLoader(), new Class<?>[] {Timings.class}, (proxy, call, given) -> {
                        throw new AssertionError("Nobody asks for " + call);
                    }),
            () -> NOW));

    private final Drains drains = new Drains(state, () -> Set.of(EAST, WEST));

    private void drain(ClusterName cluster, @Nullable Instant said) {
        ClusterRecord.Drain word = said == null
                ? null
                : new ClusterRecord.Drain(new ClusterRecord.Declaration("anna", "new disks", said), null, 0);
        assertThat(state.recorded(ClusterRecord.unknown(cluster).draining(word)))
                .isEmpty();
    }

    private List<ClusterName> untold(Instant now) {
        return drains.views(now).stream()
                .filter(view -> !view.told())
                .map(Chores.Draining::cluster)
                .toList();
    }

    @Test
    void thatNothingIsLeftIsToldOnceOfEachDrain() {
        assertThat(untold(NOW)).isEmpty();
        drain(EAST, NOW);
        assertThat(untold(NOW)).containsExactly(EAST);
        assertThat(drains.next()).as("nothing is awaited").isEmpty();
        assertThat(untold(NOW.plusSeconds(1))).isEmpty();
        drain(EAST, NOW.plusSeconds(2));
        assertThat(untold(NOW.plusSeconds(2))).containsExactly(EAST);
        drain(EAST, null);
        assertThat(untold(NOW.plusSeconds(3))).isEmpty();
    }

    @Test
    void whatBeginsWithinTheSecondAfterALookIsLookedAtWhenThatIsOver() {
        drain(EAST, NOW);
        assertThat(untold(NOW)).containsExactly(EAST);
        drain(WEST, NOW);
        assertThat(untold(NOW.plusMillis(1))).isEmpty();
        assertThat(drains.next()).hasValue(NOW.plusSeconds(1));
        assertThat(untold(NOW.plusSeconds(1))).containsExactly(WEST);
        assertThat(drains.next()).isEmpty();
    }
}
