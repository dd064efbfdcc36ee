package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A term that cannot begin leaves nothing open. */
@Timeout(30)
class RunnerTermTest {
    private final Set<Thread> before = threads();

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("henge-"))
                .collect(Collectors.toSet());
    }

    /** Those of this test that are alive. */
    private Set<Thread> opened() {
        Set<Thread> now = threads();
        now.removeAll(before);
        return now;
    }

    private void assertNothingIsOpen() {
        Awaitility.await().untilAsserted(() -> assertThat(opened()).isEmpty());
    }

    @Test
    void aConnectionThatCannotBeMadeLeavesNoThreadOpen() {
        MemoryRunner memory = new MemoryRunner(1);
        memory.connectBy((adopting, meter) -> {
            assertThat(opened()).isNotEmpty();
            throw new IllegalStateException("There is no way to connect");
        });
        assertThatThrownBy(memory.runner()::start).hasMessage("There is no way to connect");
        assertNothingIsOpen();
    }

    /** The second of two; the first is watched by then. */
    @Test
    void aWatchThatCannotBeOpenedLeavesNoConnectionOpen() {
        Closing east = new Closing("east", false);
        Closing west = new Closing("west", true);
        MemoryRunner memory = new MemoryRunner(1, east, west);
        assertThatThrownBy(memory.runner()::start).hasMessage("There is no thread left");
        assertThat(east.closed).isTrue();
        assertThat(west.closed).isTrue();
        assertNothingIsOpen();
    }

    private static final class Closing extends MuteCluster {
        private final boolean throwing;
        private volatile boolean closed;

        Closing(String name, boolean throwing) {
            super(name, null);
            this.throwing = throwing;
        }

        @Override
        public void start(Watcher watcher) {
            if (throwing) {
                throw new IllegalStateException("There is no thread left");
            }
            super.start(watcher);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
