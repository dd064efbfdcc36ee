package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.ledger.Term;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.DruidStore;
import io.henge.core.port.JobNaming;
import io.henge.core.port.Ledger;
import io.henge.core.port.Peons;
import io.henge.core.port.StateSource;
import io.henge.core.port.Supervisors;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskListener;
import io.henge.core.port.Timings;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What comes of a word on a cluster that the loop fails to follow. */
class RosterTest {
    private static final ClusterName WEST = new ClusterName("west");

    private static <T> T unasked(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, call, given) -> {
            throw new IllegalStateException("Nobody asks for " + call);
        }));
    }

    @Test
    void whoAskedIsToldOfAFault() {
        InstantSource broken = () -> {
            throw new IllegalStateException("planted");
        };
        Term term = new Term(1, "overlord:8090", Instant.EPOCH);
        LoopPorts ports = new LoopPorts(
                new Lead(term, new LedgerWriter(unasked(Ledger.class), term), new Fence(InstantSource.system())),
                new TreeMap<>(Map.of(WEST, unasked(ClusterConnection.class))),
                new LoopPorts.Druid(
                        unasked(TaskFiles.class),
                        unasked(DruidStore.class),
                        unasked(TaskListener.class),
                        unasked(Supervisors.class),
                        unasked(Peons.class),
                        unasked(StateSource.class),
                        () -> 1),
                unasked(Timings.class),
                unasked(JobNaming.class),
                new LoopPorts.Chance(() -> new Token("token"), () -> 1),
                broken);
        Mailbox mailbox = new Mailbox(InstantSource.system());
        Roster roster = new Roster(ports, mailbox, unasked(ClusterConnection.Watcher.class), name -> true);
        CompletableFuture<Roster.Departure> answer =
                roster.leave(WEST, "its entry is gone").toCompletableFuture();
        LoopState state = new LoopState(new Milestones(ports.timings(), InstantSource.system()));
        Note note = mailbox.empty().notes().get(0);
        assertThatThrownBy(() -> note.change().apply(state)).hasMessage("planted");
        assertThat(answer).isCompletedExceptionally();
        assertThat(ports.clusters()).as("to be asked for again").containsKey(WEST);
    }
}
