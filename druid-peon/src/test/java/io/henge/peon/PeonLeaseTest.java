package io.henge.peon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.lease.HeldLease;
import io.henge.core.lease.LeaseWords;
import io.henge.core.lease.Renewal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeonLeaseTest {
    private static final AttemptId ATTEMPT = new AttemptId(new TaskId("index_a"), 2);
    private static final String LEASE = LeaseWords.leaseOf(ATTEMPT);
    private static final String REVOCATION = LeaseWords.revocationOf(ATTEMPT);

    /** As short as the test is to last; how long one may be, an Overlord decides. */
    private static final ShippedLease SHORT = new ShippedLease(ATTEMPT, "t", Duration.ofSeconds(1));

    private static final ShippedLease LONG = new ShippedLease(ATTEMPT, "t", Duration.ofHours(1));

    private final MemoryLogs logs = new MemoryLogs();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger();
    private final AtomicLong skipped = new AtomicLong();
    private volatile Renewal.Word overlord = Renewal.Word.RENEWED;
    private Optional<PeonLease> started = Optional.empty();

    @AfterEach
    void stop() {
        started.ifPresent(PeonLease::stop);
    }

    private void start(ShippedLease shipped) {
        PeonLease lease = new PeonLease(
                Optional.of(shipped), logs, this::overlordOf, () -> System.nanoTime() + skipped.get(), status::set);
        started = Optional.of(lease);
        lease.start();
        lease.awaitOverlord();
    }

    private Renewal.Authority overlordOf(ShippedLease shipped, HeldLease lease) {
        return new Renewal.Authority() {
            @Override
            public Renewal.Word ask() {
                asked.incrementAndGet();
                return overlord;
            }

            @Override
            public String name() {
                return "An Overlord";
            }
        };
    }

    private void ends() {
        await().atMost(Duration.ofSeconds(10)).until(() -> status.get() == LeaseWords.EXIT_CODE);
    }

    @Test
    void itLeavesWordThatItHoldsALease() {
        start(LONG);
        assertThat(logs.statuses).isEqualTo(Map.of(LEASE, "3600"));
        assertThat(status).hasValue(0);
    }

    @Test
    void whereNobodyRenewsItEnds() {
        logs.broken = true;
        start(SHORT);
        ends();
    }

    @Test
    void anOverlordAloneKeepsItAlive() {
        start(SHORT);
        logs.broken = true;
        await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() > 6);
        assertThat(status).hasValue(0);
    }

    @Test
    void deepStorageAloneKeepsItAliveUntilItIsRevokedThere() {
        start(SHORT);
        overlord = Renewal.Word.NOTHING;
        await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() > 6);
        assertThat(status).hasValue(0);
        logs.statuses.put(REVOCATION, "");
        ends();
    }

    @Test
    void anOverlordThatSaysSoEndsItAtOnce() {
        start(new ShippedLease(ATTEMPT, "t", Duration.ofSeconds(9)));
        overlord = Renewal.Word.REVOKED;
        ends();
    }

    @Test
    void aSecondPodOfARevokedAttemptBeginsNothing() {
        logs.statuses.put(REVOCATION, "");
        start(LONG);
        assertThat(status).hasValue(LeaseWords.EXIT_CODE);
    }

    @Test
    void nothingBeginsOfWhichTheOverlordSaysThatItIsReplaced() {
        overlord = Renewal.Word.REVOKED;
        start(LONG);
        assertThat(status).hasValue(LeaseWords.EXIT_CODE);
    }

    @Test
    void nothingBeginsBeforeAnOverlordHasAnswered() throws Exception {
        overlord = Renewal.Word.NOTHING;
        Thread starting = new Thread(() -> start(SHORT));
        starting.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() > 3);
        assertThat(starting.isAlive()).isTrue();
        assertThat(status).as("deep storage keeps its lease meanwhile").hasValue(0);
        overlord = Renewal.Word.RENEWED;
        starting.join(Duration.ofSeconds(10).toMillis());
        assertThat(starting.isAlive()).isFalse();
    }

    @Test
    void oneThatWasFrozenPastItsLeaseEndsThoughItCouldRenew() {
        start(new ShippedLease(ATTEMPT, "t", Duration.ofSeconds(2)));
        skipped.set(Duration.ofSeconds(10).toNanos());
        ends();
    }

    @Test
    void whatHasEndedByItselfIsLeftAlone() {
        start(SHORT);
        started.orElseThrow().stop();
        logs.broken = true;
        overlord = Renewal.Word.REVOKED;
        skipped.set(Duration.ofSeconds(10).toNanos());
        await().during(Duration.ofMillis(1_500)).atMost(Duration.ofSeconds(5)).until(() -> status.get() == 0);
    }

    @Test
    void aTaskWithoutLeaseHasNone() {
        assertThat(ShippedLease.in(null)).isEmpty();
        assertThat(ShippedLease.in(Map.of("henge", Map.of("task", "index_a", "attempt", 1, "token", "t"))))
                .isEmpty();
        assertThat(ShippedLease.in(Map.of("henge", Map.of("task", "index_a", "attempt", 1, "token", "t", "lease", 15))))
                .contains(new ShippedLease(new AttemptId(new TaskId("index_a"), 1), "t", Duration.ofSeconds(15)));
    }
}
