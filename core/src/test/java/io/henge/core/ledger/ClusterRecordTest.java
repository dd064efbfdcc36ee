package io.henge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ClusterIdentity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClusterRecordTest {
    private static final ClusterRecord BEFORE = ClusterRecord.unknown(new ClusterName("east"));

    @Test
    void sinceWhenItIsSilentMeansNothingForAttempts() {
        assertThat(BEFORE.badSince(Instant.EPOCH).revised().isAsBefore(BEFORE)).isTrue();
    }

    @Test
    void everythingElseDoes() {
        ClusterRecord.Declaration word = new ClusterRecord.Declaration("anna", "it burnt", Instant.EPOCH);
        assertThat(BEFORE.declaredDead(word).isAsBefore(BEFORE)).isFalse();
        assertThat(BEFORE.cordoned(word).isAsBefore(BEFORE)).isFalse();
        assertThat(BEFORE.draining(new ClusterRecord.Drain(word, null, 1)).isAsBefore(BEFORE))
                .isFalse();
        assertThat(BEFORE.with(ClusterRecord.Adoption.DONE).isAsBefore(BEFORE)).isFalse();
        assertThat(BEFORE.identified(new ClusterIdentity("a", "b")).isAsBefore(BEFORE))
                .isFalse();
    }
}
