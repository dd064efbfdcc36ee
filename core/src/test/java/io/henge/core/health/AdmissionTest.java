package io.henge.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.health.Admission.Rank;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Set<Rank> BOTH = EnumSet.allOf(Rank.class);
    private static final Set<Rank> ENDS = Set.of(Rank.ENDS);
    private static final Set<Rank> BEGINS = Set.of(Rank.BEGINS);
    private static final int ROUNDS = 1_000;
    private static final int RUN_MAX = 10;

    private final Admission admission = new Admission();
    private long now = Long.MAX_VALUE - 1;

    /** Lets all begin whose turn it is, and says how many those were. */
    private int begin(Set<Rank> waiting) {
        int begun = 0;
        for (Optional<Rank> next = admission.next(waiting, now); next.isPresent(); begun++) {
            admission.begun(next.get());
            next = admission.next(waiting, now);
        }
        return begun;
    }

    @Test
    void nobodyWaitsNobodyGoes() {
        assertThat(admission.next(Set.of(), now)).isEmpty();
    }

    @Test
    void aReserveIsKeptForWhatEndsSomething() {
        ConcurrencyLimit limit = new ConcurrencyLimit();
        assertThat(begin(BEGINS)).isEqualTo(limit.beginnings());
        assertThat(begin(ENDS)).isEqualTo(limit.calls() - limit.beginnings());
        admission.ended(Rank.BEGINS);
        assertThat(admission.next(BOTH, now)).contains(Rank.ENDS);
        assertThat(admission.next(BEGINS, now)).isEmpty();
    }

    @Test
    void theLastPlaceIsForWhatBeginsSomething() {
        assertThat(begin(ENDS)).isEqualTo(ConcurrencyLimit.AT_FIRST);
        admission.ended(Rank.ENDS);
        assertThat(admission.next(BOTH, now)).contains(Rank.BEGINS);
        assertThat(admission.next(ENDS, now)).contains(Rank.ENDS);
    }

    @Test
    void anOverloadHalvesWhatMayBeUnderWay() {
        begin(BEGINS);
        admission.answered(true, now, now, null);
        for (int left = new ConcurrencyLimit().beginnings(); left > ConcurrencyLimit.AT_FIRST / 2; left--) {
            assertThat(admission.next(ENDS, now)).isEmpty();
            admission.ended(Rank.BEGINS);
        }
        admission.ended(Rank.BEGINS);
        assertThat(admission.next(BOTH, now)).contains(Rank.ENDS);
    }

    @Test
    void nobodyGoesBeforeTheTimeThatTheServerAskedFor() {
        admission.answered(true, now, now, Duration.ofNanos(5));
        admission.answered(true, now, now, Duration.ofNanos(3));
        admission.answered(false, now, now, Duration.ZERO);
        assertThat(admission.leftAloneFor(now)).isEqualTo(Duration.ofNanos(5));
        now += 4; // which passes the end of the numbers, as nanoseconds may
        assertThat(admission.next(BOTH, now)).isEmpty();
        now++;
        assertThat(admission.leftAloneFor(now)).isZero();
        assertThat(admission.next(BOTH, now)).contains(Rank.ENDS);
    }

    /** Draws when calls end and how; both ranks always wait, and the limit is mostly as low as can be. */
    @Test
    void neitherRankWaitsLongerThanOneCallMayTake() {
        record UnderWay(Rank rank, long sentAt, long endsAt) {}
        Random random = new Random(1);
        ArrayDeque<UnderWay> underWay = new ArrayDeque<>();
        Map<Rank, Long> lastTurns = new EnumMap<>(Map.of(Rank.ENDS, now, Rank.BEGINS, now));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = underWay.size(); i > 0; i--) {
                UnderWay call = underWay.remove();
                if (call.endsAt() - now > 0) {
                    underWay.add(call);
                } else {
                    admission.answered(random.nextInt(3) == 0, call.sentAt(), now, null);
                    admission.ended(call.rank());
                }
            }
            for (Optional<Rank> next = admission.next(BOTH, now); next.isPresent(); ) {
                admission.begun(next.get());
                underWay.add(new UnderWay(next.get(), now, now + 1 + random.nextInt(RUN_MAX)));
                lastTurns.put(next.get(), now);
                next = admission.next(BOTH, now);
            }
            assertThat(now - lastTurns.getOrDefault(Rank.ENDS, 0L)).isLessThanOrEqualTo(RUN_MAX);
            assertThat(now - lastTurns.getOrDefault(Rank.BEGINS, 0L)).isLessThanOrEqualTo(2 * RUN_MAX);
            now++;
        }
    }
}
