package io.henge.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few hours of the many that the benchmark lets pass. */
class QuietHoursTest {
    @Test
    void noClusterIsFoundLostThatLives() {
        QuietHours hours = new QuietHours(1, QuietHours.LOST_PERCENT);
        hours.pass(2);
        assertThat(hours.lost()).isZero();
        assertThat(hours.met().keySet()).containsExactly(QuietHours.Trouble.values());
    }
}
