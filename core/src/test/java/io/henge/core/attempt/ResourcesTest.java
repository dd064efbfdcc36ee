package io.henge.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    private static final Resources SMALL = Resources.of(500, 1 << 20);
    private static final Resources LARGE = Resources.of(4_000, 1 << 10);

    @Test
    void amountsAreAddedTakenAwayAndComparedNameByName() {
        assertThat(SMALL.plus(LARGE)).isEqualTo(Resources.of(4_500, (1 << 20) + (1 << 10)));
        assertThat(SMALL.minus(LARGE)).isEqualTo(Resources.of(0, (1 << 20) - (1 << 10)));
        assertThat(SMALL.max(LARGE)).isEqualTo(Resources.of(4_000, 1 << 20));
        assertThat(Resources.NONE.plus(SMALL)).isEqualTo(SMALL);
        assertThat(Resources.NONE.minus(SMALL)).isEqualTo(Resources.NONE);
    }

    @Test
    void onlyWhatIsOfferedLimits() {
        Resources offered = one("cpu", 1_000);
        assertThat(offered.shortOf(SMALL)).isEmpty();
        assertThat(offered.shortOf(LARGE)).contains("cpu");
        assertThat(Resources.NONE.shortOf(LARGE)).isEmpty();
        assertThat(one("nvidia.com/gpu", 0).shortOf(SMALL)).isEmpty();
    }

    @Test
    void whatWasAddedCanBeTakenAwayWithoutATrace() {
        assertThat(SMALL.plus(LARGE).without(SMALL)).isEqualTo(LARGE);
        assertThat(SMALL.without(SMALL)).isEqualTo(Resources.NONE);
    }

    @Test
    void sumsStayWithinALong() {
        Resources most = one("cpu", Long.MAX_VALUE);
        assertThat(most.plus(SMALL).amount("cpu")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingIsNegativeOrNameless() {
        assertThatThrownBy(() -> one("cpu", -1)).hasMessageContaining("[cpu] with [-1]");
        assertThatThrownBy(() -> one("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Resources one(String name, long amount) {
        return new Resources(new TreeMap<>(Map.of(name, amount)));
    }
}
