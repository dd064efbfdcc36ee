package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTest {
    private final Round<Integer> round = new Round<>();

    private static NavigableSet<Integer> numbers(int count) {
        return new TreeSet<>(IntStream.range(0, count).boxed().toList());
    }

    private List<Integer> whole(NavigableSet<Integer> all) {
        List<Integer> met = new ArrayList<>();
        for (int i = 0; i < Round.PARTS; i++) {
            met.addAll(round.next(all));
        }
        return met;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 119, 120, 121, 1_000})
    void meetsEachOnceInEachRound(int count) {
        NavigableSet<Integer> all = numbers(count);
        assertThat(whole(all)).containsExactlyElementsOf(all);
        assertThat(whole(all)).containsExactlyElementsOf(all);
    }

    @Test
    void meetsAFewAtATime() {
        for (int i = 0; i < 2 * Round.PARTS; i++) {
            assertThat(round.next(numbers(1_000))).hasSizeBetween(8, 9);
        }
    }

    @Test
    void goesOnBehindWhatIsGone() {
        NavigableSet<Integer> all = numbers(1_000);
        List<Integer> first = round.next(all);
        all.removeAll(first);
        assertThat(round.next(all).get(0)).isEqualTo(first.size());
    }

    @Test
    void beginsAgainWhereTheRestIsGone() {
        List<Integer> unused = round.next(numbers(1_000));
        NavigableSet<Integer> few = numbers(3);
        assertThat(whole(few)).containsExactlyInAnyOrderElementsOf(few);
    }
}
