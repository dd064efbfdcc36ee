package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.ledger.LedgerWrite.PutPublish;
import io.henge.core.ledger.Publish;
import io.henge.testkit.ledger.InMemoryLedger;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the ledger is asked while an action waits. */
@Timeout(60)
class ActionGateTest {
    private static final Attempt ATTEMPT = PresentTerm.attempt("task", "index");

    private final PresentTerm term = new PresentTerm();

    @AfterEach
    void endTerm() {
        term.close();
    }

    private ActionGate gate() {
        return term.gate().orElseThrow();
    }

    @Test
    void theNewestTermIsConfirmed() {
        assertThatCode(gate()::confirmTerm).doesNotThrowAnyException();
    }

    @Test
    void aTermThatIsOverIsNeverConfirmed() {
        term.isOver();
        assertThatThrownBy(gate()::confirmTerm).isInstanceOf(IOException.class).hasMessageContaining("try again");
    }

    @Test
    void aNoteIsDurableWhenItIsGiven() throws Exception {
        Publish publish = gate().note(ATTEMPT.id(), "flights", List.of("flights_1"));
        assertThat(publish).isEqualTo(new Publish(ATTEMPT.id(), 1, 1, "flights", List.of("flights_1"), false));
        assertThat(term.ledger().peekPublishes(ATTEMPT.id())).containsExactly(publish);
    }

    @Test
    void publishesOfOneAttemptAtTheSameTimeAreAllNoted() throws Exception {
        ActionGate gate = gate();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<Publish> publish = () -> gate.note(ATTEMPT.id(), "flights", List.of("flights_1"));
        threads.invokeAll(Collections.nCopies(100, publish));
        threads.shutdown();
        assertThat(term.ledger().peekPublishes(ATTEMPT.id())).hasSize(100);
    }

    @Test
    void nothingIsNotedByAFormerLeader() {
        term.isOver();
        assertThatThrownBy(() -> gate().note(ATTEMPT.id(), "flights", List.of("flights_1")))
                .isInstanceOf(IOException.class);
        assertThat(term.ledger().peekPublishes(ATTEMPT.id())).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoReasonToGiveUp() {
        term.loseTheLedger();
        assertThatThrownBy(() -> gate().note(ATTEMPT.id(), "flights", List.of("flights_1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("try again");
    }

    @Test
    void aPublishThatTheLedgerNeverTakesFailsWithASentenceAndDelaysNoOther() throws Exception {
        ActionGate gate = gate();
        term.ledger()
                .refuse(write -> write instanceof PutPublish publish
                        && publish.publish().dataSource().equals("odd"));
        assertThatThrownBy(() -> gate.note(ATTEMPT.id(), "odd", List.of("odd_1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can never hold")
                .hasMessageContaining("never taken");
        assertThat(gate.note(ATTEMPT.id(), "flights", List.of("flights_1")).number())
                .isEqualTo(1);
    }

    @Test
    void whoIsInterruptedStaysSo() {
        // An answer that is there already would be taken.
        term.ledger().setStore(InMemoryLedger.Store.FAILS);
        Thread.currentThread().interrupt();
        assertThatThrownBy(gate()::confirmTerm).isInstanceOf(IOException.class).hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aRowIsGivenAsFarAsItIsKnown() {
        assertThat(gate().rowOf(ATTEMPT.task())).isEmpty();
        term.place(ATTEMPT);
        assertThat(gate().rowOf(ATTEMPT.task())).contains(ATTEMPT);
    }
}
