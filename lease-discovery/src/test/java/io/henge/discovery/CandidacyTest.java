package io.henge.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidacyTest {
    private static final Duration LITTLE = Duration.ofMillis(250);

    @TempDir
    private Path directory = Path.of("");

    private Candidacy first;
    private Candidacy second;
    private long nanos;

    CandidacyTest() {
        first = candidacy("first");
        second = candidacy("second");
    }

    @BeforeEach
    void inOneDirectory() {
        first = candidacy("first");
        second = candidacy("second");
    }

    private Candidacy candidacy(String name) {
        return new Candidacy(new LeaseFiles(directory.resolve("lease")), name);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void oneOfTwoHoldsTheLeaseForAsLongAsItRenews() {
        assertThat(first.turn(nanos)).hasValue(1);
        for (int i = 0; i < 100; i++) {
            assertThat(second.turn(nanos)).isEmpty();
            pass(LITTLE);
            assertThat(first.turn(nanos)).hasValue(1);
        }
    }

    @Test
    void aDeadHolderIsFollowedAfterTheLeaseAndNoSooner() {
        first.turn(nanos);
        assertThat(second.turn(nanos)).isEmpty();
        pass(Candidacy.LEASE);
        assertThat(second.turn(nanos)).isEmpty();
        pass(LITTLE);
        assertThat(second.turn(nanos)).hasValue(2);
    }

    @Test
    void aHolderThatWasFrozenLetsGoAtItsFirstTurn() {
        first.turn(nanos);
        second.turn(nanos);
        pass(Candidacy.LEASE.plus(LITTLE));
        assertThat(second.turn(nanos)).hasValue(2);
        assertThat(first.turn(nanos)).isEmpty();
        assertThat(first.turn(nanos)).isEmpty();
        assertThat(second.turn(nanos)).hasValue(2);
    }

    @Test
    void aHolderThatCouldNotRenewLetsGoBeforeAnotherMayLead() {
        first.turn(nanos);
        second.turn(nanos);
        pass(Candidacy.RENEW_WITHIN.plus(LITTLE));
        assertThat(first.turn(nanos)).isEmpty();
        assertThat(second.turn(nanos)).isEmpty();
    }

    @Test
    void aLeaseThatWasLetGoIsTakenAtOnce() {
        first.turn(nanos);
        second.turn(nanos);
        first.release();
        assertThat(second.turn(nanos)).hasValue(2);
        assertThat(first.turn(nanos)).isEmpty();
    }
}
