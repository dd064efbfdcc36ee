package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import io.henge.core.ledger.Publish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.actions.LockListAction;
import org.apache.druid.indexing.common.actions.LockReleaseAction;
import org.apache.druid.indexing.common.actions.RetrieveUsedSegmentsAction;
import org.apache.druid.indexing.common.actions.SegmentTransactionalAppendAction;
import org.apache.druid.indexing.common.actions.SegmentTransactionalInsertAction;
import org.apache.druid.indexing.common.actions.SegmentTransactionalReplaceAction;
import org.apache.druid.indexing.common.actions.TaskAction;
import org.apache.druid.indexing.common.actions.UpdateStatusAction;
import org.apache.druid.indexing.overlord.SegmentPublishResult;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.timeline.DataSegment;
import org.apache.druid.timeline.partition.NumberedShardSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attempt's actions have to pass before Druid carries them out. */
@Timeout(60)
class FencedActionClientTest {
    private static final String ROOT = "henge-attempts/j-task-2";
    private static final Attempt BATCH = PresentTerm.attempt("task", "index");
    private static final Attempt STREAMING = PresentTerm.attempt("task", "index_kafka");
    private static final Attempt APART = PresentTerm.attempt("task", "index", ROOT);
    private static final TaskAction<?> READING =
            new RetrieveUsedSegmentsAction("flights", List.of(Intervals.of("2026/2027")));
    private static final TaskAction<?> CHANGING = new LockReleaseAction(Intervals.of("2026/2027"));

    private final PresentTerm term = new PresentTerm();
    private final RecordedActions druid = new RecordedActions();

    @AfterEach
    void endTerm() {
        term.close();
    }

    private FencedActionClient client(Attempt as) {
        return new FencedActionClient(
                druid,
                as.task(),
                Optional.of(new Claim(as.id(), as.token())),
                term.gate().orElseThrow());
    }

    private static DataSegment segment(int partition, @Nullable Map<String, Object> loadSpec) {
        return DataSegment.builder()
                .dataSource("flights")
                .interval(Intervals.of("2026-01-01/2026-01-02"))
                .version("v1")
                .shardSpec(new NumberedShardSpec(partition, 0))
                .loadSpec(loadSpec)
                .size(1)
                .build();
    }

    private static TaskAction<SegmentPublishResult> publishOf(DataSegment... segments) {
        return SegmentTransactionalInsertAction.appendAction(Set.of(segments), null, null, null);
    }

    private static DataSegment at(String path) {
        return segment(0, Map.of("type", "local", "path", path));
    }

    private List<Publish> noted() {
        return term.ledger().peekPublishes(BATCH.id());
    }

    @Test
    void whatOnlyReadsAsksNoLedger() throws Exception {
        term.place(BATCH);
        term.loseTheLedger();
        client(BATCH).submit(READING);
        client(BATCH).submit(new LockListAction());
        assertThat(druid.carriedOut()).hasSize(2);
    }

    @Test
    void whatChangesSomethingWaitsForTheLedgersWord() throws Exception {
        term.place(BATCH);
        client(BATCH).submit(CHANGING);
        assertThat(druid.carriedOut()).containsExactly(CHANGING);
    }

    @Test
    void whileTheLedgerDoesNotAnswerNothingIsChanged() {
        term.place(BATCH);
        term.loseTheLedger();
        assertThatThrownBy(() -> client(BATCH).submit(CHANGING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ledger did not answer");
        assertThatThrownBy(() -> client(BATCH).submit(publishOf(at("/deep/flights/index"))))
                .hasMessageContaining("ledger");
        assertThat(druid.carriedOut()).isEmpty();
    }

    @Test
    void aFormerLeaderChangesNothing() {
        term.place(BATCH);
        term.isOver();
        assertThatThrownBy(() -> client(BATCH).submit(CHANGING)).isInstanceOf(IOException.class);
        assertThat(druid.carriedOut()).isEmpty();
    }

    @Test
    void anAttemptThatWasReplacedSinceItWasLetInIsRefused() {
        term.place(BATCH);
        FencedActionClient client = client(BATCH);
        term.place(PresentTerm.after(BATCH));
        assertThatThrownBy(() -> client.submit(CHANGING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the present one");
        assertThat(druid.carriedOut()).isEmpty();
    }

    @Test
    void theRightDoesNotEndWhileAnActionIsCarriedOut() throws Exception {
        term.place(BATCH);
        List<Boolean> inside = new ArrayList<>();
        druid.meanwhile(() -> inside.add(term.isInside(BATCH)));
        client(BATCH).submit(CHANGING);
        assertThat(inside).containsExactly(true);
        assertThat(term.isInside(BATCH)).isFalse();
    }

    @Test
    void theRightMayEndAfterAnActionThatFailed() {
        term.place(BATCH);
        druid.meanwhile(() -> {
            throw new IllegalStateException("Druid's store is away");
        });
        assertThatThrownBy(() -> client(BATCH).submit(CHANGING)).hasMessage("Druid's store is away");
        assertThat(term.isInside(BATCH)).isFalse();
    }

    @Test
    void anEndedAttemptSaysGoodbyeAndNothingElse() throws Exception {
        term.place(BATCH.ended(Outcome.success(1), PresentTerm.NOW));
        TaskAction<?> goodbye = new UpdateStatusAction("SUCCESS", TaskStatus.success("task"));
        client(BATCH).submit(goodbye);
        assertThatThrownBy(() -> client(BATCH).submit(READING)).hasMessageContaining("has ended");
        assertThat(druid.carriedOut()).containsExactly(goodbye);
    }

    static Stream<TaskAction<SegmentPublishResult>> publishes() {
        DataSegment segment = at("/deep/flights/index");
        return Stream.of(
                publishOf(segment),
                SegmentTransactionalInsertAction.overwriteAction(null, Set.of(segment), null),
                SegmentTransactionalAppendAction.forSegments(Set.of(segment), null),
                SegmentTransactionalReplaceAction.create(Set.of(segment), null));
    }

    @ParameterizedTest
    @MethodSource("publishes")
    void aPublishIsNotedBeforeItPassesAndAgainWhenItHasSucceeded(TaskAction<SegmentPublishResult> publish)
            throws Exception {
        term.place(BATCH);
        DataSegment segment = at("/deep/flights/index");
        Publish expected =
                new Publish(BATCH.id(), 1, 1, "flights", List.of(segment.getId().toString()), false);
        List<Publish> before = new ArrayList<>();
        druid.meanwhile(() -> before.addAll(noted()));
        SegmentPublishResult done = SegmentPublishResult.ok(Set.of(segment));
        druid.answerWith(done);

        assertThat(client(BATCH).submit(publish)).isSameAs(done);
        assertThat(before).containsExactly(expected);
        term.awaitLedger();
        assertThat(noted()).containsExactly(expected.succeeded());
    }

    @Test
    void aPublishThatDruidRefusesIsNotNotedAsDone() throws Exception {
        term.place(BATCH);
        druid.answerWith(SegmentPublishResult.fail("somebody else was first"));
        client(BATCH).submit(publishOf(at("/deep/flights/index")));
        term.awaitLedger();
        assertThat(noted()).hasSize(1).noneMatch(Publish::committed);
    }

    @Test
    void everyTryToPublishIsNotedByItself() throws Exception {
        term.place(BATCH);
        for (int i = 0; i < 3; i++) {
            client(BATCH).submit(publishOf(at("/deep/flights/index")));
        }
        term.awaitLedger();
        assertThat(noted()).extracting(Publish::number).containsExactly(1, 2, 3);
    }

    @Test
    void thePublishOfATaskThatIsNeverRunAgainIsNotNoted() throws Exception {
        term.place(STREAMING);
        client(STREAMING).submit(publishOf(at("/deep/flights/index")));
        term.awaitLedger();
        assertThat(noted()).isEmpty();
        assertThat(druid.carriedOut()).hasSize(1);

        term.loseTheLedger();
        assertThatThrownBy(() -> client(STREAMING).submit(publishOf(at("/deep/flights/index"))))
                .hasMessageContaining("ledger");
        assertThat(druid.carriedOut()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deep/henge-attempts/j-task-2/flights/index",
                "henge-attempts/j-task-2/flights/index.zip",
                "hdfs://name:8020/deep/henge-attempts/j-task-2/flights/index.zip",
            })
    void filesBelowTheAttemptsOwnRootArePublished(String path) throws Exception {
        term.place(APART);
        client(APART).submit(publishOf(at(path)));
        assertThat(druid.carriedOut()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deep/flights/index",
                "/deep/henge-attempts/j-task-22/flights/index",
                "/deep/other-henge-attempts/j-task-2/flights",
                "/deep/henge-attempts/j-task-2",
            })
    void filesElsewhereEndTheAttemptsRight(String path) {
        term.place(APART);
        DataSegment mine = segment(1, Map.of("path", "/deep/" + ROOT + "/flights/index"));
        assertThatThrownBy(() -> client(APART).submit(publishOf(mine, at(path))))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("storage root[" + ROOT + "]", path, "druid.storage");
        assertThat(druid.carriedOut()).isEmpty();
        assertThat(noted()).isEmpty();
        assertThatThrownBy(() -> client(APART).submit(READING)).hasMessageContaining("has ended");
    }

    @Test
    void aSegmentThatLiesNowhereIsNotPublishedFromARootOfItsOwn() {
        term.place(APART);
        assertThatThrownBy(() -> client(APART).submit(publishOf(segment(0, null))))
                .isInstanceOf(IOException.class);
        assertThat(druid.carriedOut()).isEmpty();
    }

    @Test
    void whatATaskThatWasNeverPlacedPublishesIsNotNoted() throws Exception {
        FencedActionClient byHand = new FencedActionClient(
                druid, new TaskId("by-hand"), Optional.empty(), term.gate().orElseThrow());
        byHand.submit(publishOf(at("/deep/flights/index")));
        assertThat(druid.carriedOut()).hasSize(1);
    }
}
