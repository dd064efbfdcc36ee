package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class OneByOneTest {
    /** What the threads were given and have not done yet. */
    private final Queue<Runnable> given = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();
    private boolean ended;

    private final OneByOne work = new OneByOne(next -> {
        if (ended) {
            throw new RejectedExecutionException("ended");
        }
        given.add(next);
    });

    @Test
    void theThreadsHaveOneAtATimeInOrder() {
        assertThat(work.isIdle()).isTrue();
        work.execute(() -> {
            done.add("first");
            work.execute(() -> done.add("third"));
            assertThat(work.isIdle()).isFalse();
        });
        work.execute(() -> done.add("second"));
        for (int turn = 1; turn <= 3; turn++) {
            assertThat(given).hasSize(1);
            assertThat(work.isIdle()).isFalse();
            given.remove().run();
            assertThat(done).hasSize(turn);
        }
        assertThat(done).containsExactly("first", "second", "third");
        assertThat(given).isEmpty();
        assertThat(work.isIdle()).isTrue();
    }

    @Test
    void whatFailsDoesNotHoldUpTheNext() {
        work.execute(() -> {
            throw new IllegalStateException("failed");
        });
        work.execute(() -> done.add("next"));
        assertThatThrownBy(() -> given.remove().run()).hasMessage("failed");
        given.remove().run();
        assertThat(done).containsExactly("next");
    }

    @Test
    void whereThereAreNoThreadsAnyMoreNothingWaits() {
        work.execute(() -> done.add("first"));
        work.execute(() -> done.add("second"));
        ended = true;
        given.remove().run();
        assertThat(done).containsExactly("first");
        assertThat(work.isIdle()).isTrue();
        assertThatThrownBy(() -> work.execute(() -> done.add("third"))).isInstanceOf(RejectedExecutionException.class);
        assertThat(work.isIdle()).isTrue();
    }
}
