package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.henge.core.attempt.Attempt;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import org.apache.druid.indexing.common.actions.LockListAction;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.apache.druid.indexing.common.task.Task;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a peon is answered before Druid looks at its action. */
@Timeout(60)
class FencedActionClientsTest {
    private final PresentTerm term = new PresentTerm();
    private final RecordedActions druid = new RecordedActions();
    private final FencedActionClients clients = new FencedActionClients(task -> druid, () -> Optional.of(term));
    private final Attempt first = PresentTerm.attempt("task", "index");

    @AfterEach
    void endTerm() {
        term.close();
    }

    /** As Druid asks for it when a peon has sent an action. */
    private static TaskActionClient remotely(FencedActionClients clients, Task task) throws Exception {
        AtomicReference<TaskActionClient> client = new AtomicReference<>();
        RemoteActions.serve(() -> client.set(clients.create(task)));
        return Objects.requireNonNull(client.get());
    }

    private void assertAnswer(Task task, Response.Status status, String why) {
        assertThatExceptionOfType(WebApplicationException.class)
                .isThrownBy(() -> remotely(clients, task))
                .satisfies(refused -> {
                    assertThat(refused.getResponse().getStatus()).isEqualTo(status.getStatusCode());
                    assertThat(refused.getResponse().getEntity())
                            .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                            .hasEntrySatisfying(
                                    "error", error -> assertThat(error).contains(why));
                });
        assertThat(druid.carriedOut()).isEmpty();
    }

    @Test
    void thePresentAttemptActs() throws Exception {
        term.place(first);
        remotely(clients, PresentTerm.asShipped(first)).submit(new LockListAction());
        assertThat(druid.carriedOut()).hasSize(1);
    }

    @Test
    void aTaskWhoseIdNoRowCouldHoldActsLikeAnyThatHengeNeverPlaced() throws Exception {
        remotely(clients, PresentTerm.task("x\ud800_1", null)).submit(new LockListAction());
        assertThat(druid.carriedOut()).hasSize(1);
    }

    @Test
    void askingForAClientLeavesNobodyInside() throws Exception {
        term.place(first);
        remotely(clients, PresentTerm.asShipped(first));
        assertThat(term.isInside(first)).isFalse();
    }

    @Test
    void aReplacedAttemptIsForbidden() {
        term.place(PresentTerm.after(first));
        assertAnswer(PresentTerm.asShipped(first), Response.Status.FORBIDDEN, "not the present one");
    }

    @Test
    void aFencedAttemptIsForbidden() {
        term.place(first.fenced("moved", PresentTerm.NOW));
        assertAnswer(PresentTerm.asShipped(first), Response.Status.FORBIDDEN, "has ended");
    }

    @Test
    void anAttemptOfATaskThatIsGoneIsForbidden() {
        assertAnswer(PresentTerm.asShipped(first), Response.Status.FORBIDDEN, "not known any more");
    }

    @Test
    void aFormerLeaderSendsNobodyAwayForGood() {
        term.isOver();
        assertAnswer(PresentTerm.asShipped(first), Response.Status.SERVICE_UNAVAILABLE, "cannot be told");
    }

    @Test
    void aPlacedTaskWithoutItsTokenIsForbidden() {
        term.place(first);
        assertAnswer(PresentTerm.task("task", null), Response.Status.FORBIDDEN, "no attempt was claimed");
        assertAnswer(
                PresentTerm.task("task", Map.of("henge", Map.of("token", 7))), Response.Status.FORBIDDEN, "claimed");
    }

    @Test
    void anAttemptWhoseRightIsBeingEndedIsToldToTryAgain() throws Exception {
        term.place(first);
        TaskActionClient client = remotely(clients, PresentTerm.asShipped(first));
        druid.meanwhile(() -> assertThat(term.isInside(first)).isTrue());
        client.submit(new LockListAction());
        druid.carriedOut().clear();
        assertAnswer(PresentTerm.asShipped(first), Response.Status.SERVICE_UNAVAILABLE, "being ended");
    }

    @Test
    void whileTheTermHasNotBegunEverybodyIsToldToTryAgain() {
        term.isAboutToBegin();
        assertAnswer(PresentTerm.asShipped(first), Response.Status.SERVICE_UNAVAILABLE, "about to lead");
    }

    @Test
    void aTaskThatWasNeverPlacedActs() throws Exception {
        remotely(clients, PresentTerm.task("by-hand", null)).submit(new LockListAction());
        assertThat(druid.carriedOut()).hasSize(1);
    }

    @Test
    void theTaskQueueItselfIsNotFenced() {
        term.place(first);
        assertThat(clients.create(PresentTerm.task("task", null))).isSameAs(druid);
    }

    @Test
    void anotherRunnersTasksAreNotFenced() throws Exception {
        FencedActionClients unconcerned = new FencedActionClients(task -> druid, Optional::empty);
        assertThat(remotely(unconcerned, PresentTerm.asShipped(first))).isSameAs(druid);
    }
}
