package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Resources;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResourcesTextTest {
    private static Resources of(Map<String, Long> amounts) {
        return new Resources(new TreeMap<>(amounts));
    }

    @Test
    void whatHasAColumnOfItsOwnIsNotRepeated() {
        Resources all = of(Map.of("cpu", 1L, "memory", 2L, "pods", 1L, "nvidia.com/gpu", Long.MAX_VALUE));
        assertThat(ResourcesText.of(all)).isEqualTo("nvidia.com/gpu=" + Long.MAX_VALUE + ",pods=1");
        assertThat(ResourcesText.of(Resources.of(1, 2))).isNull();
        assertThat(ResourcesText.read(ResourcesText.of(all)))
                .isEqualTo(of(Map.of("pods", 1L, "nvidia.com/gpu", Long.MAX_VALUE)));
        assertThat(ResourcesText.read(null)).isEqualTo(Resources.NONE);
    }

    @Test
    void whatDoesNotFitIsLeftOutWhole() {
        TreeMap<String, Long> many = new TreeMap<>();
        for (int i = 100; i < 400; i++) {
            many.put("example.com/r" + i, 1L);
        }
        String text = ResourcesText.of(new Resources(many));
        assertThat(text).hasSizeLessThanOrEqualTo(512);
        assertThat(ResourcesText.read(text).amounts()).hasSizeGreaterThan(20).containsEntry("example.com/r100", 1L);
        assertThat(ResourcesText.of(of(Map.of("a,b=c", 1L, "ü", 1L)))).isNull();
    }

    @Test
    void whatHengeNeverWroteIsRefused() {
        for (String text : new String[] {"", "a", "a=", "a=x", "=1", "a=-1", "a=1,"}) {
            assertThatThrownBy(() -> ResourcesText.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
