package io.henge.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.placement.RoundRobin.Turns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
    private static final Room EAST = Rooms.of("east", 1, 0);
    private static final Room NORTH = Rooms.of("north", 1, 0);
    private static final Room WEST = Rooms.of("west", 1, 0);

    private RoundRobin before = RoundRobin.START;

    private String next(List<Room> open) {
        Turns turns = new Turns(before);
        String chosen = turns.next(open).value();
        before = turns.after();
        return chosen;
    }

    private List<String> next(int times, Room... open) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            chosen.add(next(List.of(open)));
        }
        return chosen;
    }

    @Test
    void takesEqualClustersInTurnByName() {
        assertThat(next(6, WEST, EAST, NORTH)).containsExactly("east", "north", "west", "east", "north", "west");
    }

    @Test
    void choosesInARowWhatItChoosesOneByOne() {
        List<Room> rooms = List.of(Rooms.of("east", 1, 0), Rooms.of("north", 2, 0), Rooms.of("west", 5, 0));
        Turns row = new Turns(before);
        for (int i = 0; i < 20; i++) {
            assertThat(row.next(rooms).value()).isEqualTo(next(rooms));
        }
        assertThat(row.after()).isEqualTo(before);
    }

    @Test
    void spreadsTheTurnsOfAHeavierCluster() {
        assertThat(next(8, Rooms.of("east", 3, 0), WEST))
                .containsExactly("east", "east", "west", "east", "east", "east", "west", "east");
    }

    @Test
    void givesNobodyMoreAfterATimeInWhichItWasNotOpen() {
        next(3, EAST, NORTH, WEST);
        next(100, EAST, WEST);
        assertThat(next(6, EAST, NORTH, WEST)).containsExactly("east", "north", "west", "east", "north", "west");
    }

    @Test
    void keepsToTheWeightsWhateverIsOpenMeanwhile() {
        List<Room> rooms = List.of(Rooms.of("east", 1, 0), Rooms.of("north", 2, 0), Rooms.of("west", 5, 0));
        Random random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            int out = random.nextInt(3);
            next(rooms.stream().filter(room -> !room.equals(rooms.get(out))).toList());
        }
        List<String> chosen = next(8_000, rooms.toArray(new Room[0]));
        assertThat(Collections.frequency(chosen, "east")).isBetween(990, 1_010);
        assertThat(Collections.frequency(chosen, "north")).isBetween(1_990, 2_010);
        assertThat(Collections.frequency(chosen, "west")).isBetween(4_990, 5_010);
        assertThat(before.credits().values().stream().mapToLong(Long::longValue).sum())
                .isZero();
    }
}
