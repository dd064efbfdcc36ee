package io.henge.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Resources;
import io.henge.core.placement.Offer.Source;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OfferTest {
    private static final Resources TOTAL = Resources.of(10_000, 100);

    @Test
    void whatOthersAndWeHoldIsNotFree() {
        Offer offer = new Offer(Source.QUOTA, TOTAL, Resources.of(6_000, 30), null);
        assertThat(offer.free(Resources.of(1_000, 50))).isEqualTo(Resources.of(3_000, 20));
        assertThat(offer.free(Resources.of(9_000, 50))).isEqualTo(Resources.of(0, 20));
    }

    @Test
    void oursAreTakenFromWhatOthersHoldAndNeverMore() {
        Offer read = new Offer(Source.QUOTA, TOTAL, Resources.of(6_000, 30), null);
        assertThat(read.without(Resources.of(1_000, 50)).others()).isEqualTo(Resources.of(5_000, 0));
    }

    @Test
    void whereNobodySaysAnythingNothingIsShort() {
        assertThat(Offer.UNKNOWN.shortOf(Resources.NONE, TOTAL)).isEmpty();
    }

    @Test
    void whatIsNotNamedIsNotLimitedButOnNodes() {
        Resources gpu = new Resources(new TreeMap<>(Map.of("nvidia.com/gpu", 1L)));
        assertThat(Offer.configured(TOTAL).shortOf(Resources.NONE, gpu)).isEmpty();
        Offer nodes = new Offer(Source.NODES, TOTAL, Resources.NONE, null);
        assertThat(nodes.shortOf(Resources.NONE, gpu)).contains("nvidia.com/gpu");
        assertThat(nodes.shortOf(Resources.NONE, TOTAL)).isEmpty();
        assertThat(nodes.shortOf(Resources.of(1, 0), TOTAL)).contains("cpu");
    }
}
