package io.henge.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.druid.discovery.DruidLeaderSelector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseLeaderSelectorTest {
    @TempDir
    private Path directory = Path.of("");

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private LeaseLeaderSelector selector() {
        return new LeaseLeaderSelector(
                new LeaseFiles(directory.resolve("lease")), "http://a:1", nanos::get, () -> heard.add("end"));
    }

    /** Writes down what it hears, and then fails if that is {@code failsAt}. */
    private DruidLeaderSelector.Listener listener(String failsAt) {
        return new DruidLeaderSelector.Listener() {
            @Override
            public void becomeLeader() {
                hear("become");
            }

            @Override
            public void stopBeingLeader() {
                hear("stop");
            }

            private void hear(String what) {
                heard.add(what);
                if (what.equals(failsAt)) {
                    throw new IllegalStateException("As the test wants it");
                }
            }
        };
    }

    private void awaitHeard(String... words) {
        Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(words));
    }

    @Test
    void leadsWhileItHoldsTheLeaseAndCanLeadAgain() {
        LeaseLeaderSelector selector = selector();
        selector.registerListener(listener("never"));
        awaitHeard("become");
        assertThat(selector.isLeader()).isTrue();
        assertThat(selector.localTerm()).isEqualTo(1);
        assertThat(selector.getCurrentLeader()).isEqualTo("http://a:1");

        nanos.addAndGet(Candidacy.LEASE.toNanos() + 1);
        awaitHeard("become", "stop");
        Awaitility.await().until(() -> {
            nanos.addAndGet(Candidacy.RENEW_WITHIN.toNanos() / 2);
            return selector.localTerm() == 2;
        });
        awaitHeard("become", "stop", "become");

        selector.unregisterListener();
        Awaitility.await().until(() -> !selector.isLeader());
    }

    @Test
    void aListenerThatFailsToLeadEndsTheProcess() {
        LeaseLeaderSelector selector = selector();
        selector.registerListener(listener("become"));
        awaitHeard("become", "end");
        selector.unregisterListener();
    }

    @Test
    void aListenerThatFailsToStopEndsTheProcess() {
        LeaseLeaderSelector selector = selector();
        selector.registerListener(listener("stop"));
        awaitHeard("become");
        nanos.addAndGet(Candidacy.LEASE.toNanos() + 1);
        awaitHeard("become", "stop", "end");
        selector.unregisterListener();
    }
}
