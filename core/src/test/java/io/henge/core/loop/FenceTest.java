package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FenceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskId TASK = new TaskId("task");
    private static final TaskId SUB = new TaskId("sub");

    private final Fence fence = new Fence(InstantSource.system());

    private static Attempt attempt(TaskId task, int number, String token, @Nullable AttemptId parent) {
        return Attempt.placed(
                new AttemptId(task, number),
                new JobAddress(new ClusterName("east"), "henge", new JobName("job")),
                new Token(token),
                new TaskTraits("index_parallel", "flights", "group", 50, parent, false),
                1,
                NOW);
    }

    private static final Attempt FIRST = attempt(TASK, 1, "t1", null);
    private static final Attempt SECOND = attempt(TASK, 2, "t2", null);

    private Entry enter(Attempt as, boolean goodbye) {
        return fence.enter(as.task(), Optional.of(new Claim(as.id(), as.token())), goodbye);
    }

    private Entry enter(Attempt as) {
        return enter(as, false);
    }

    private Entry.Passage pass(Attempt as) {
        assertThat(enter(as)).isInstanceOf(Entry.Passed.class);
        return ((Entry.Passed) enter(as)).passage();
    }

    @Test
    void onlyTheNewestAttemptPasses() {
        fence.put(FIRST);
        assertThat(enter(FIRST)).isInstanceOf(Entry.Passed.class);
        fence.put(SECOND);
        assertThat(enter(FIRST)).isInstanceOf(Entry.Stale.class);
        assertThat(enter(SECOND)).isInstanceOf(Entry.Passed.class);
    }

    private Entry renew(Attempt as) {
        Entry entry = fence.renew(new Claim(as.id(), as.token()));
        if (entry instanceof Entry.Passed passed) {
            passed.passage().close();
        }
        return entry;
    }

    @Test
    void whoRunsOrSaysGoodbyeMayRenew() {
        fence.put(FIRST);
        assertThat(renew(FIRST)).isInstanceOf(Entry.Passed.class);
        fence.put(FIRST.ended(Outcome.success(1), NOW));
        assertThat(renew(FIRST)).isInstanceOf(Entry.Passed.class);
        fence.shut(FIRST.id());
        assertThat(renew(FIRST)).isInstanceOf(Entry.Stale.class);
    }

    @Test
    void whoIsRevokedRenewsNoMoreAndTheNextAttemptDoes() {
        fence.put(FIRST);
        fence.revoke(FIRST.id());
        assertThat(renew(FIRST)).isInstanceOf(Entry.Stale.class);
        fence.put(FIRST);
        assertThat(renew(FIRST)).isInstanceOf(Entry.Stale.class);
        assertThat(enter(FIRST)).isInstanceOf(Entry.Passed.class);
        fence.put(SECOND);
        fence.revoke(FIRST.id());
        assertThat(renew(FIRST)).isInstanceOf(Entry.Stale.class);
        assertThat(renew(SECOND)).isInstanceOf(Entry.Passed.class);
    }

    @Test
    void aWrongTokenIsStale() {
        fence.put(FIRST);
        assertThat(enter(attempt(TASK, 1, "guessed", null))).isInstanceOf(Entry.Stale.class);
    }

    @Test
    void aTaskThatWasNeverPlacedPassesWithoutAClaimAndAPlacedOneDoesNot() {
        assertThat(fence.enter(TASK, Optional.empty(), false)).isInstanceOf(Entry.Passed.class);
        fence.put(FIRST);
        assertThat(fence.enter(TASK, Optional.empty(), false)).isInstanceOf(Entry.Stale.class);
    }

    @Test
    void anAdoptedTaskPassesWithoutAClaim() {
        fence.put(attempt(TASK, 1, Token.NONE.value(), null));
        assertThat(fence.enter(TASK, Optional.empty(), false)).isInstanceOf(Entry.Passed.class);
    }

    @Test
    void aClaimOfATaskThatIsGoneIsStale() {
        fence.put(FIRST);
        fence.forget(FIRST.id());
        assertThat(enter(FIRST)).isInstanceOf(Entry.Stale.class);
    }

    @Test
    void aGateIsClosedWhenTheLastOneInsideHasLeft() {
        fence.put(FIRST);
        Entry.Passage one = ((Entry.Passed) enter(FIRST)).passage();
        Entry.Passage other = ((Entry.Passed) enter(FIRST)).passage();
        AtomicInteger closed = new AtomicInteger();
        fence.close(FIRST.id(), closed::incrementAndGet);
        assertThat(enter(FIRST)).isInstanceOf(Entry.Unsure.class);
        one.close();
        one.close();
        assertThat(closed).hasValue(0);
        other.close();
        assertThat(closed).hasValue(1);
        fence.shut(FIRST.id());
        assertThat(enter(FIRST)).isInstanceOf(Entry.Stale.class);
    }

    @Test
    void anEmptyGateIsClosedAtOnce() {
        fence.put(FIRST);
        pass(FIRST).close();
        Fence untouched = new Fence(InstantSource.system());
        untouched.put(FIRST);
        AtomicInteger closed = new AtomicInteger();
        untouched.close(FIRST.id(), closed::incrementAndGet);
        assertThat(closed).hasValue(1);
    }

    @Test
    void anEndedAttemptMayOnlySayGoodbye() {
        fence.put(FIRST);
        fence.put(FIRST.ended(Outcome.success(1), NOW));
        assertThat(enter(FIRST)).isInstanceOf(Entry.Stale.class);
        assertThat(enter(FIRST, true)).isInstanceOf(Entry.Passed.class);
    }

    @Test
    void aSubTaskOfAReplacedAttemptIsStale() {
        Attempt sub = attempt(SUB, 1, "s", FIRST.id());
        fence.put(FIRST);
        fence.put(sub);
        assertThat(enter(sub)).isInstanceOf(Entry.Passed.class);
        fence.put(SECOND);
        assertThat(enter(sub)).isInstanceOf(Entry.Stale.class);
    }

    @Test
    void whoActsForASubTaskIsInsideTheParentsGateToo() {
        Attempt sub = attempt(SUB, 1, "s", FIRST.id());
        fence.put(FIRST);
        fence.put(sub);
        Entry.Passage inside = ((Entry.Passed) enter(sub)).passage();
        AtomicInteger closed = new AtomicInteger();
        fence.close(FIRST.id(), closed::incrementAndGet);
        assertThat(closed).hasValue(0);
        assertThat(enter(sub)).isInstanceOf(Entry.Unsure.class);
        inside.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aFencedRowIsClosedFromTheStart() {
        fence.put(FIRST.fenced("moved", NOW));
        assertThat(enter(FIRST)).isInstanceOf(Entry.Stale.class);
    }

    @Test
    void aSubTaskIsSubmittedByAPresentAttemptOnly() {
        fence.put(SECOND);
        assertThat(fence.enterAsParent(new Claim(FIRST.id(), FIRST.token()))).isInstanceOf(Entry.Stale.class);
        assertThat(fence.enterAsParent(new Claim(SECOND.id(), SECOND.token()))).isInstanceOf(Entry.Passed.class);
    }
}
