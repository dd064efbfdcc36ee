package io.henge.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeldLeaseTest {
    private static final Duration LENGTH = Duration.ofSeconds(15);

    /** Far off zero, and about to overflow: such clocks exist. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());

    private final HeldLease lease = new HeldLease(LENGTH, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void passSeconds(int seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    private static Renewal.Authority saying(Renewal.Word word) {
        return new Renewal.Authority() {
            @Override
            public Renewal.Word ask() {
                return word;
            }

            @Override
            public String name() {
                return "The Overlord";
            }
        };
    }

    @Test
    void itIsOverAfterItsTimeAndNotBefore() {
        pass(LENGTH.minusNanos(1));
        assertThat(lease.reason()).isEmpty();
        assertThat(lease.rest()).isEqualTo(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(lease.reason().orElseThrow()).contains("15 s");
        assertThat(lease.rest()).isEqualTo(Duration.ZERO);
    }

    @Test
    void itIsToBeRenewedAtOnceAndThenEveryThirdOfItsTime() {
        assertThat(lease.untilRenewal()).isEqualTo(Duration.ZERO);
        lease.renewed(lease.now());
        assertThat(lease.untilRenewal()).isEqualTo(Duration.ofSeconds(5));
        passSeconds(5);
        lease.notRenewed();
        assertThat(lease.untilRenewal()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRenewalCountsFromBeforeItWasAskedFor() {
        passSeconds(10);
        long asked = lease.now();
        passSeconds(4);
        lease.renewed(asked);
        assertThat(lease.rest()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void anAnswerThatWasOnItsWayForLongerThanTheLeaseRenewsNothing() {
        long asked = lease.now();
        passSeconds(15);
        lease.renewed(asked);
        assertThat(lease.reason()).isPresent();
    }

    @Test
    void oneThatWasFrozenPastItsEndIsOverThoughARenewalIsAsAskedForAfterThat() {
        passSeconds(3_600);
        lease.renewed(lease.now());
        assertThat(lease.reason()).isPresent();
    }

    @Test
    void anOlderRenewalShortensNothing() {
        long early = lease.now();
        passSeconds(5);
        lease.renewed(lease.now());
        lease.renewed(early);
        assertThat(lease.rest()).isEqualTo(LENGTH);
    }

    @Test
    void whoIsRevokedStopsAtOnceAndForGood() {
        Renewal.tryOn(lease, List.of(saying(Renewal.Word.REVOKED), saying(Renewal.Word.RENEWED)));
        assertThat(lease.reason()).contains("The Overlord has said that the attempt is to stop");
        lease.renewed(lease.now());
        assertThat(lease.reason()).isPresent();
        assertThat(lease.rest()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whereTheFirstSaysNothingTheNextIsAsked() {
        passSeconds(14);
        Renewal.tryOn(lease, List.of(saying(Renewal.Word.NOTHING), saying(Renewal.Word.RENEWED)));
        assertThat(lease.rest()).isEqualTo(LENGTH);
        passSeconds(14);
        Renewal.tryOn(lease, List.of(saying(Renewal.Word.NOTHING), saying(Renewal.Word.NOTHING)));
        assertThat(lease.rest()).isEqualTo(Duration.ofSeconds(1));
        assertThat(lease.untilRenewal()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatOneSaysCountsFromBeforeThatOneWasAskedAndNotFromBeforeAnother() {
        Renewal.Authority slow = new Renewal.Authority() {
            @Override
            public Renewal.Word ask() {
                passSeconds(3);
                return Renewal.Word.NOTHING;
            }

            @Override
            public String name() {
                return "The Overlord";
            }
        };
        Renewal.tryOn(lease, List.of(slow, saying(Renewal.Word.RENEWED)));
        assertThat(lease.rest()).isEqualTo(LENGTH);
    }

    /** What a build would do that trusts the clock on the wall: that clock may be put back while the process is frozen. */
    @Test
    void aLeaseByTheWallClockWouldOutliveItsTime() {
        AtomicLong wall = new AtomicLong();
        HeldLease trusting = new HeldLease(LENGTH, wall::get);
        passSeconds(60);
        wall.addAndGet(Duration.ofSeconds(-30).toNanos());
        assertThat(trusting.reason()).isEmpty();
        assertThat(lease.reason()).isPresent();
    }
}
