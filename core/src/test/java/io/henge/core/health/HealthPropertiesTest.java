package io.henge.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.health.Probe.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every sequence of signs, over changes of the leader. */
class HealthPropertiesTest {
    private static final int RUNS = 400;
    private static final int STEPS = 300;

    private final HealthTimings timings = HealthTimings.FAST;

    /** One cluster, while time goes on. */
    private final class Run {
        private final Random random;
        private Instant now = Glances.NOW;
        private ClusterHealth health = ClusterHealth.well(now);
        private FleetHealth fleet = FleetHealth.clear(now);

        /** As the ledger has it. */
        private @Nullable Instant recorded;

        private Instant leaderSince = now;
        private @Nullable Instant lastLife;

        /** When it last answered, but not well. */
        private @Nullable Instant lastFault;

        private Answer answer = Answer.WELL;

        Run(long seed) {
            this.random = new Random(seed);
        }

        void step() {
            now = now.plusMillis(1 + random.nextInt(2_000));
            if (random.nextInt(8) == 0) {
                // Mostly silent, so that long silences come.
                List<Answer> drawn = List.of(
                        Answer.SILENT,
                        Answer.SILENT,
                        Answer.SILENT,
                        Answer.WELL,
                        Answer.BUSY,
                        Answer.REFUSED,
                        Answer.NONE);
                answer = drawn.get(random.nextInt(drawn.size()));
            }
            if (answer == Answer.WELL || random.nextInt(30) == 0) {
                lastLife = now;
            }
            if (answer == Answer.BUSY || answer == Answer.REFUSED) {
                lastFault = now;
            }
            boolean us = random.nextInt(10) == 0;
            fleet = new FleetHealth(us ? "us" : null, us ? now : fleet.clearSince());
            if (random.nextInt(40) == 0) {
                changeLeader();
            }
            check(HealthTable.next(new Glance(health, signs(), fleet, timings)));
        }

        private void changeLeader() {
            health = ClusterHealth.inherited(recorded, now);
            fleet = FleetHealth.clear(now);
            leaderSince = now;
        }

        private Signs signs() {
            @Nullable Duration ago = lastLife == null ? null : Duration.between(lastLife, now);
            return Signs.of(now, new Probe(answer, "", answer == Answer.WELL ? ago : null))
                    .with(new Signs.Peons(answer == Answer.WELL ? null : ago, null, null));
        }

        private void check(ClusterHealth after) {
            ClusterHealth before = health;
            assertThat(before.state() == after.state()
                            || HealthTable.ROWS.stream()
                                    .anyMatch(row -> row.from().contains(before.state()) && row.to() == after.state()))
                    .as(before + " -> " + after)
                    .isTrue();
            assertThat(before.badSince() == null
                            || Objects.equals(before.badSince(), after.badSince())
                            || (after.badSince() == null
                                    && (after.state() == HealthState.HEALTHY || now.equals(lastFault))))
                    .as(before + " -> " + after)
                    .isTrue();
            assertThat(!after.state().isSilent() || after.badSince() != null)
                    .as(after.toString())
                    .isTrue();
            if (after.state() == HealthState.LOST) {
                assertThat(answer).isEqualTo(Answer.SILENT);
                assertThat(fleet.doubt()).isNull();
                assertThat(lastFault == null || Duration.between(lastFault, now).compareTo(timings.lostAfter()) >= 0)
                        .isTrue();
                assertThat(lastLife == null || Duration.between(lastLife, now).compareTo(timings.lostAfter()) >= 0)
                        .isTrue();
                assertThat(Duration.between(leaderSince, now)).isGreaterThanOrEqualTo(timings.suspectAfter());
                assertThat(Duration.between(Objects.requireNonNull(after.badSince()), now))
                        .isGreaterThanOrEqualTo(timings.lostAfter());
            }
            recorded = switch (after.state()) {
                case HEALTHY, MISCONFIGURED, OVERLOADED -> null;
                case SUSPECT, UNREACHABLE, LOST -> recorded == null ? after.badSince() : recorded;
                case RECOVERING -> recorded;
            };
            health = after;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theStateNeverLeavesTheTableAndNothingIsLostThatMayLive(long seed) {
        Random seeds = new Random(seed);
        List<HealthState> seen = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Run run = new Run(seeds.nextLong());
            for (int step = 0; step < STEPS; step++) {
                run.step();
                seen.add(run.health.state());
            }
        }
        assertThat(seen).contains(HealthState.values());
    }
}
