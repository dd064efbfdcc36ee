package io.henge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When two clusters are one. */
class ClusterIdentityTest {
    private static ClusterIdentity of(String text) {
        return ClusterIdentity.of(text).orElseThrow();
    }

    @ParameterizedTest(name = "{0} and {1}: same {2}, another {3}")
    @CsvSource({
        "s1 n1, s1 n1, true, false",
        "s1 n1, s2 n1, false, true",
        "s1 n1, s1 n2, true, false",
        "s1 -, s1 n2, true, false",
        "- n1, s1 n1, true, false",
        "- n1, s1 n2, false, true",
        "s1 -, - n1, false, false",
        "- -, s1 n1, false, false",
        "- -, - -, false, false"
    })
    void whatIsKnownOfBothDecides(String one, String other, boolean same, boolean another) {
        assertThat(of(one).isSame(of(other))).isEqualTo(same);
        assertThat(of(other).isSame(of(one))).isEqualTo(same);
        assertThat(of(one).isAnother(of(other))).isEqualTo(another);
        assertThat(of(other).isAnother(of(one))).isEqualTo(another);
        assertThat(of(one).text()).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s1", "s1 n1 x", "", " "})
    void onlyWhatWasWrittenIsReadBack(String text) {
        assertThat(ClusterIdentity.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a uid", "", "\u00fc1", "x"})
    void whatIsNoUidIsNotKnown(String odd) {
        assertThat(new ClusterIdentity(odd, odd).isNone()).isTrue();
    }
}
