package io.henge.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName NORTH = new ClusterName("north");
    private static final ClusterName WEST = new ClusterName("west");
    private static final List<ClusterName> ALL = List.of(WEST, EAST, NORTH);

    @Test
    void takesTheClustersInTurnByName() {
        assertThat(RoundRobin.next(ALL, null)).contains(EAST);
        assertThat(RoundRobin.next(ALL, EAST)).contains(NORTH);
        assertThat(RoundRobin.next(ALL, NORTH)).contains(WEST);
        assertThat(RoundRobin.next(ALL, WEST)).contains(EAST);
    }

    @Test
    void goesOnFromAClusterThatIsNotEligibleAnyMore() {
        assertThat(RoundRobin.next(List.of(EAST, WEST), NORTH)).contains(WEST);
    }

    @Test
    void findsNothingWhereNothingIsEligible() {
        assertThat(RoundRobin.next(List.of(), EAST)).isEmpty();
    }
}
