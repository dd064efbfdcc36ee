package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Offer;
import io.henge.core.placement.Option;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

class RoomViewTest {
    private static Option cluster(Offer offer, Resources held) {
        return new Option(
                new ClusterName("east"),
                ClusterProfile.PLAIN,
                true,
                null,
                new Option.Taken(2, 64, held, HashTreePMap.empty()),
                offer,
                null);
    }

    @Test
    void eachThingIsToldWithWhatIsTakenOfIt() {
        Resources total = new Resources(new TreeMap<>(Map.of("cpu", 8_000L, "memory", 16L << 30, "pods", 110L)));
        Offer offer = new Offer(Offer.Source.NODES, total, Resources.of(500, 1L << 30), Instant.EPOCH);
        assertThat(RoomView.of(cluster(offer, Resources.of(2_000, 4L << 30))))
                .containsExactly(
                        new RoomView("cpu", 8_000, 2_000, 500, "its nodes"),
                        new RoomView("memory", 16L << 30, 4L << 30, 1L << 30, "its nodes"),
                        new RoomView("pods", 110, 0, 0, "its nodes"));
    }

    @Test
    void whereNobodySaysAnythingThereIsNothing() {
        assertThat(RoomView.of(cluster(Offer.UNKNOWN, Resources.of(2_000, 1)))).isEmpty();
        assertThat(RoomView.of(null)).isEmpty();
    }
}
