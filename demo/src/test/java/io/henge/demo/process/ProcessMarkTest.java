package io.henge.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMarkTest {
    @Test
    void aMarkSurvivesBeingWrittenDown() {
        ProcessMark own = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(ProcessMark.parse(own + "\n")).contains(own);
        assertThat(own.isAlive()).isTrue();
        assertThat(own.isStopped()).isFalse();
    }

    @Test
    void anotherStartTimeOrBootIsAnotherProcess() {
        ProcessMark own = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(new ProcessMark(own.pid(), own.startTicks() + 1, own.bootId()).isAlive())
                .isFalse();
        assertThat(new ProcessMark(own.pid(), own.startTicks(), "another").isAlive())
                .isFalse();
    }

    @Test
    void halfARecordIsNone() {
        assertThat(ProcessMark.parse("")).isEmpty();
        assertThat(ProcessMark.parse("17")).isEmpty();
        assertThat(ProcessMark.parse("17 x boot")).isEmpty();
    }
}
