package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {
    private final Sweep sweep = new Sweep(3);

    private static List<AttemptId> attempts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> AttemptId.first(new TaskId("task-" + number)))
                .toList();
    }

    private Set<AttemptId> taken() {
        TreeSet<AttemptId> taken = new TreeSet<>();
        sweep.takeInto(taken);
        return taken;
    }

    @Test
    void aTurnLooksAtAFewInTheOrderInWhichTheyCame() {
        sweep.add(attempts(4, 9));
        sweep.add(attempts(2, 6));
        assertThat(sweep.isDone()).isFalse();
        assertThat(taken()).containsExactlyElementsOf(attempts(4, 7));
        assertThat(taken())
                .containsExactlyInAnyOrderElementsOf(List.of(
                        attempts(7, 8).get(0),
                        attempts(8, 9).get(0),
                        attempts(2, 3).get(0)));
        assertThat(sweep.isDone()).isFalse();
        assertThat(taken()).containsExactlyElementsOf(attempts(3, 4));
        assertThat(sweep.isDone()).isTrue();
        assertThat(taken()).isEmpty();
    }

    @Test
    void oneThatHasHadItsTurnMayHaveAnother() {
        sweep.add(attempts(0, 1));
        taken();
        sweep.add(attempts(0, 1));
        assertThat(taken()).hasSize(1);
    }

    @Test
    void readersAreToldOnceOfThoseThatAreNew() {
        sweep.addNew(attempts(0, 5));
        assertThat(sweep.takeUntold()).isEqualTo(attempts(0, 5));
        assertThat(sweep.takeUntold()).isEmpty();
        assertThat(taken()).isEqualTo(Set.copyOf(attempts(0, 3)));
    }

    @Test
    void thoseThatCannotWaitAreGivenBack() {
        List<AttemptId> first = attempts(1, 2);
        assertThat(sweep.addBut(first::contains, attempts(0, 3))).isEqualTo(first);
        assertThat(taken())
                .containsExactlyInAnyOrder(attempts(0, 1).get(0), attempts(2, 3).get(0));
    }
}
