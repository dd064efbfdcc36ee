package io.henge.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.loop.LedgerWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedgerWriterTest {
    @Test
    void aLeaderWithNothingToWriteHearsOfANewerTerm() throws Exception {
        InMemoryLedger ledger = new InMemoryLedger("owner");
        CountDownLatch lost = new CountDownLatch(1);
        try (LedgerWriter writer =
                new LedgerWriter(ledger, ledger.lead("one:8090", Instant.EPOCH), Duration.ofMillis(1))) {
            writer.whenTermIsLost(lost::countDown);
            writer.start();
            ledger.lead("another:8090", Instant.EPOCH);
            assertThat(lost.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
