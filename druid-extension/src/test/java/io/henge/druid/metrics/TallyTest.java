package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A count that two read, and neither takes from the other. */
class TallyTest {
    private final AtomicLong since = new AtomicLong();
    private final Tally tally = new Tally(() -> since.getAndSet(0));

    @Test
    void oneSeesAllAndTheOtherWhatIsNew() {
        since.addAndGet(2);
        assertThat(tally.total()).isEqualTo(2);
        since.addAndGet(3);
        assertThat(tally.takeNew()).isEqualTo(5);
        assertThat(tally.takeNew()).isZero();
        since.addAndGet(1);
        assertThat(tally.total()).isEqualTo(6);
        assertThat(tally.takeNew()).isEqualTo(1);
        assertThat(tally.total()).isEqualTo(6);
    }
}
