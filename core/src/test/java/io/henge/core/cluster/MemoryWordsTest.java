package io.henge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By which words an end for want of memory is known. */
class MemoryWordsTest {
    @Test
    void anEndingTellsTheLimitOfAPeonOnly() {
        assertThat(MemoryWords.limitIn("container[main] of pod[p]" + MemoryWords.ofPeon("2Gi", 137)))
                .contains("2Gi");
        assertThat(MemoryWords.limitIn("Job[j] is gone: container[main] of pod[p]" + MemoryWords.ofPeon("none", -1)))
                .contains("none");
        assertThat(MemoryWords.limitIn("container[proxy] of pod[p]" + MemoryWords.ofOther("2Gi", 137)))
                .isEmpty();
        assertThat(MemoryWords.limitIn("container[main] of pod[p] ended with exit code 3"))
                .isEmpty();
    }
}
