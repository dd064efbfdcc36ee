package io.henge.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewalTest {
    /** What is read there, in the order in which it is; the answers are given one after the other. */
    private static final class Answers implements Renewal.Board {
        private final List<Boolean> leases;
        private final boolean revoked;
        private final List<String> read = new ArrayList<>();

        Answers(List<Boolean> leases, boolean revoked) {
            this.leases = new ArrayList<>(leases);
            this.revoked = revoked;
        }

        @Override
        public boolean hasLease() throws IOException {
            read.add("lease");
            if (leases.isEmpty()) {
                throw new IOException("deep storage is out of order");
            }
            return leases.remove(0);
        }

        @Override
        public boolean hasRevocation() {
            read.add("revocation");
            return revoked;
        }
    }

    @Test
    void thatARevocationIsAbsentCountsBetweenTwoProofsThatItCouldBeRead() {
        Answers board = new Answers(List.of(true, true), false);
        assertThat(Renewal.on(board)).isEqualTo(Renewal.Word.RENEWED);
        assertThat(board.read).containsExactly("lease", "revocation", "lease");
    }

    @Test
    void aBoardThatDoesNotShowWhatIsThereSaysNothing() {
        assertThat(Renewal.on(new Answers(List.of(false, true), false))).isEqualTo(Renewal.Word.NOTHING);
        assertThat(Renewal.on(new Answers(List.of(true, false), false))).isEqualTo(Renewal.Word.NOTHING);
        assertThat(Renewal.on(new Answers(List.of(true), false))).isEqualTo(Renewal.Word.NOTHING);
        assertThat(Renewal.on(new Answers(List.of(), false))).isEqualTo(Renewal.Word.NOTHING);
    }

    @Test
    void aRevocationCountsWhateverElseIsThere() {
        assertThat(Renewal.on(new Answers(List.of(true), true))).isEqualTo(Renewal.Word.REVOKED);
        assertThat(Renewal.on(new Answers(List.of(false), true))).isEqualTo(Renewal.Word.REVOKED);
    }

    @Test
    void namesAreThoseThatEveryStoreCanHold() {
        AttemptId plain = new AttemptId(new TaskId("index_a"), 2);
        assertThat(LeaseWords.leaseOf(plain)).isEqualTo("index_a.lease.2");
        assertThat(LeaseWords.revocationOf(plain)).isEqualTo("index_a.revoked.2");
        AttemptId one = new AttemptId(new TaskId("x".repeat(240)), 1);
        AttemptId other = new AttemptId(new TaskId("x".repeat(239) + "y"), 1);
        assertThat(LeaseWords.leaseOf(one)).hasSizeLessThan(100).isNotEqualTo(LeaseWords.leaseOf(other));
    }

    @Test
    void anOverlordWaitsForLongerThanThePeonRuns() {
        assertThat(LeaseWords.lapse(Duration.ofSeconds(15))).isEqualTo(Duration.ofMillis(17_750));
    }
}
