package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Futures;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.NoopTask;
import org.junit.jupiter.api.Test;

class TaskRegistryTest {
    private static final Instant PLACED_AT = Instant.parse("2026-01-01T00:00:00.250Z");
    private static final TaskLocation HERE = TaskLocation.create("10.0.0.7", 8100, -1);

    private final Map<String, TaskLocation> locations = new HashMap<>();
    private final TaskRegistry registry =
            new TaskRegistry(task -> locations.getOrDefault(task, TaskLocation.unknown()));

    private static NoopTask task(String id) {
        return new NoopTask(id, null, "flights", 1000, 0, null);
    }

    private static Attempt row(String id) {
        return Attempts.placed(id, "east", 1, PLACED_AT);
    }

    @Test
    void aTaskHasOneItemUntilItIsLetGoOf() {
        TaskItem item = registry.accept(task("a"));
        assertThat(registry.accept(task("a"))).isSameAs(item);
        assertThat(registry.find("a")).containsSame(item);
        registry.release("a");
        assertThat(registry.find("a")).isEmpty();
        assertThat(registry.accept(task("a"))).isNotSameAs(item);
    }

    @Test
    void anItemSaysWhatItsTaskIs() {
        NoopTask task = task("a");
        TaskItem item = registry.accept(task);
        assertThat(item.getTaskId()).isEqualTo("a");
        assertThat(item.getTaskType()).isEqualTo("noop");
        assertThat(item.getDataSource()).isEqualTo("flights");
        assertThat(item.task()).isSameAs(task);
        assertThat(item.getResult()).isNotDone();
    }

    @Test
    void aRestoredRowBecomesAnItemWithoutATask() {
        registry.restore(row("a"));
        assertThat(registry.all()).singleElement().satisfies(item -> {
            assertThat(item.getTaskId()).isEqualTo("a");
            assertThat(item.getTaskType()).isEqualTo(Attempts.TRAITS.type());
            assertThat(item.getDataSource()).isEqualTo(Attempts.TRAITS.dataSource());
            assertThat(item.getCreatedTime().getMillis()).isEqualTo(PLACED_AT.toEpochMilli());
            assertThat(item.task()).isNull();
        });
    }

    @Test
    void druidTakesOverTheFutureOfARestoredRow() {
        registry.restore(row("a"));
        TaskItem restored = registry.find("a").orElseThrow();
        NoopTask task = task("a");
        assertThat(registry.accept(task)).isSameAs(restored);
        assertThat(restored.task()).isSameAs(task);
    }

    @Test
    void aRowNeverReplacesAnItemThatDruidWaitsFor() {
        TaskItem item = registry.accept(task("a"));
        registry.restore(row("a"));
        assertThat(registry.find("a")).containsSame(item);
    }

    @Test
    void anEndCompletesTheFutureOnce() throws Exception {
        TaskItem item = registry.accept(task("a"));
        registry.ended(new TaskId("a"), Outcome.success(5));
        registry.ended(new TaskId("a"), Outcome.failure("Too late"));
        assertThat(Futures.getDone(item.getResult()))
                .isEqualTo(TaskStatus.success("a").withDuration(5));
    }

    @Test
    void anEndStaysWithItsOwnTask() {
        TaskItem other = registry.accept(task("b"));
        TaskItem unused = registry.accept(task("a"));
        registry.ended(new TaskId("a"), Outcome.success(5));
        assertThat(other.getResult()).isNotDone();
    }

    @Test
    void theEndOfATaskLetGoOfCompletesNothing() {
        TaskItem item = registry.accept(task("a"));
        registry.release("a");
        registry.ended(new TaskId("a"), Outcome.failure("Let go of"));
        assertThat(item.getResult()).isNotDone();
    }

    @Test
    void listenersHearWhereTasksRunAndHowTheyEnd() {
        HeardListener first = new HeardListener("first");
        HeardListener second = new HeardListener("second");
        registry.add(first, Runnable::run);
        registry.add(second, Runnable::run);
        TaskItem unused = registry.accept(task("a"));
        registry.located(new TaskId("a"), new Location("10.0.0.7", 8100, -1, "pod"));
        registry.ended(new TaskId("a"), Outcome.success(5));
        assertThat(first.heard()).containsExactly("a at 10.0.0.7:8100", "a is SUCCESS");
        assertThat(second.heard()).isEqualTo(first.heard());
    }

    @Test
    void aListenerIsToldTheLocationsThatAreKnownAlready() {
        TaskItem located = registry.accept(task("a"));
        TaskItem elsewhere = registry.accept(task("b"));
        locations.put("a", HERE);
        HeardListener listener = new HeardListener("supervisor");
        registry.add(listener, Runnable::run);
        assertThat(listener.heard()).containsExactly("a at 10.0.0.7:8100");
        assertThat(located.getLocation()).isEqualTo(HERE);
        assertThat(elsewhere.getLocation()).isEqualTo(TaskLocation.unknown());
    }

    @Test
    void anEarlierListenerIsNotToldAgainWhenAnotherComes() {
        HeardListener first = new HeardListener("first");
        registry.add(first, Runnable::run);
        TaskItem unused = registry.accept(task("a"));
        locations.put("a", HERE);
        registry.add(new HeardListener("second"), Runnable::run);
        assertThat(first.heard()).isEmpty();
    }

    @Test
    void aSecondListenerOfTheSameNameIsRefused() {
        registry.add(new HeardListener("supervisor"), Runnable::run);
        HeardListener second = new HeardListener("supervisor");
        assertThatThrownBy(() -> registry.add(second, Runnable::run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Listener[supervisor]");
        registry.ended(new TaskId("a"), Outcome.success(5));
        assertThat(second.heard()).isEmpty();
    }

    @Test
    void aListenerThatWentHearsNothingAndMayComeBack() {
        HeardListener listener = new HeardListener("supervisor");
        registry.add(listener, Runnable::run);
        registry.remove("supervisor");
        registry.ended(new TaskId("a"), Outcome.success(5));
        assertThat(listener.heard()).isEmpty();
        registry.add(listener, Runnable::run);
        registry.ended(new TaskId("b"), Outcome.success(5));
        assertThat(listener.heard()).containsExactly("b is SUCCESS");
    }

    @Test
    void aPeonWithATlsPortIsReachedThereAlone() {
        TaskLocation location = TaskRegistry.locationOf(new Location("10.0.0.7", 8100, 8101, "pod"));
        assertThat(location.getTlsPort()).isEqualTo(8101);
        assertThat(location.getPort()).isEqualTo(-1);
        assertThat(location.getK8sPodName()).isEqualTo("pod");
    }

    @Test
    void aPeonWithoutATlsPortIsReachedInPlainText() {
        TaskLocation location = TaskRegistry.locationOf(new Location("10.0.0.7", 8100, -1, "pod"));
        assertThat(location.getPort()).isEqualTo(8100);
        assertThat(location.getTlsPort()).isEqualTo(-1);
    }
}
