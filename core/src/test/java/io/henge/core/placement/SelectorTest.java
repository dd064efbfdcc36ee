package io.henge.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.placement.RoundRobin.Turns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private final SplittableRandom chance = new SplittableRandom(1);

    private List<String> choose(Selector selector, int times, Room... open) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            chosen.add(selector.choose(List.of(open), new Turns(RoundRobin.START), chance)
                    .value());
        }
        return chosen;
    }

    @Test
    void hasTheNamesOfDruidsOwnRunner() {
        assertThat(Selector.of("roundrobin")).contains(Selector.ROUND_ROBIN);
        assertThat(Selector.of("random")).contains(Selector.RANDOM);
        assertThat(Selector.of("leastTask")).contains(Selector.LEAST_TASK);
        assertThat(Selector.of("best")).isEmpty();
    }

    @Test
    void drawsEachAsOftenAsItsWeightSays() {
        List<String> chosen = choose(Selector.RANDOM, 4_000, Rooms.of("east", 1, 0), Rooms.of("west", 3, 9));
        assertThat(Collections.frequency(chosen, "east")).isBetween(850, 1_150);
        assertThat(Collections.frequency(chosen, "west")).isBetween(2_850, 3_150);
    }

    @Test
    void takesTheClusterWithTheFewestAttempts() {
        assertThat(choose(Selector.LEAST_TASK, 50, Rooms.of("east", 1, 3), Rooms.of("west", 1, 2)))
                .containsOnly("west");
    }

    @Test
    void letsChanceDecideBetweenEquals() {
        List<String> chosen = choose(
                Selector.LEAST_TASK, 300, Rooms.of("east", 1, 2), Rooms.of("north", 1, 3), Rooms.of("west", 1, 2));
        assertThat(Collections.frequency(chosen, "east")).isBetween(110, 190);
        assertThat(Collections.frequency(chosen, "west")).isBetween(110, 190);
        assertThat(chosen).doesNotContain("north");
    }

    @Test
    void countsAttemptsForTheWeight() {
        assertThat(choose(Selector.LEAST_TASK, 50, Rooms.of("east", 1, 2), Rooms.of("west", 4, 7)))
                .as("2 + 1 for a weight of 1 is more than 7 + 1 for one of 4")
                .containsOnly("west");
        assertThat(choose(Selector.LEAST_TASK, 50, Rooms.of("east", 1, 0), Rooms.of("west", 4, 0)))
                .as("of empty ones the heavier")
                .containsOnly("west");
    }

    @Test
    void makesTheSameChoicesOfTheSameSeed() {
        Room[] rooms = {Rooms.of("east", 1, 0), Rooms.of("west", 1, 0)};
        List<String> first = choose(Selector.RANDOM, 20, rooms);
        SplittableRandom again = new SplittableRandom(1);
        for (String cluster : first) {
            assertThat(Selector.RANDOM
                            .choose(List.of(rooms), new Turns(RoundRobin.START), again)
                            .value())
                    .isEqualTo(cluster);
        }
    }
}
