package io.henge.druid.runner;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverRules;
import io.henge.core.failover.PurgeMode;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Kin;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rules;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.druid.dynamic.PlacementRules;
import io.henge.druid.placement.StoredRules;
import io.henge.druid.ship.TaskNeeds;
import io.henge.druid.task.Traits;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.request.PlannedRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the loop is told of what tasks ask for, and when. */
@Timeout(30)
class AskingUpkeepTest {
    private static final ClusterName EAST = new ClusterName("east");

    private static PodTemplateSpec pod(String cpu) {
        return new PodTemplateSpecBuilder()
                .withNewSpec()
                .addNewContainer()
                .withNewResources()
                .addToRequests("cpu", new Quantity(cpu))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    private static Resources podWith(long cpuMillis) {
        return new Resources(new TreeMap<>(Map.of("cpu", cpuMillis, "pods", 1L)));
    }

    private ExecutionConfig dynamic = ExecutionConfig.NOTHING_SAID;
    private final PlacementRules rules = new PlacementRules(Rules.NONE, TreeMap::new, () -> dynamic);

    private static NoopTask task(String id) {
        return new NoopTask(id, null, "flights", 0, 0, null);
    }

    @Test
    void theRowOfATaskSaysWhatItsPodNeedsAndADiskThatHangsHoldsNobodyUp() {
        CountDownLatch disk = new CountDownLatch(1);
        MuteCluster east = new MuteCluster("east", null);
        try (MemoryRunner memory = new MemoryRunner(1, east)) {
            memory.makePodsOf(choice -> pod("2"));
            memory.whenPodsAreRead(disk);
            memory.runner().start();
            ListenableFuture<TaskStatus> one = memory.runner().run(task("one"));
            await().until(() -> memory.ledger().attempts().size() == 1);
            disk.countDown();
            await().until(() -> memory.needsAreKnown(task("other")));
            memory.setCapacity(2);
            ListenableFuture<TaskStatus> other = memory.runner().run(task("other"));
            await().until(() -> memory.ledger().attempts().size() == 2);
            assertThat(memory.ledger().attempts().get(0).intent().needs())
                    .as("placed before anything was known")
                    .isNull();
            assertThat(memory.ledger().attempts().get(1).intent().needs()).isEqualTo(podWith(2_000));
            assertThat(one).isNotDone();
            assertThat(other).isNotDone();
        }
    }

    @Test
    void onlyWhatHasChangedIsTold() {
        PlannedRequests[] now = {new PlannedRequests(choice -> pod("1"), PodChanges.NONE)};
        TaskNeeds needs = new TaskNeeds(
                new TreeMap<ClusterName, Supplier<PlannedRequests>>(Map.of(EAST, () -> now[0])),
                () -> ExecutionConfig.NOTHING_SAID);
        TaskRegistry registry = new TaskRegistry(id -> TaskLocation.unknown());
        List<Map<TaskId, Asked>> told = new ArrayList<>();
        AskingUpkeep upkeep = new AskingUpkeep(new Asking(rules, needs), registry, told::add);
        registry.accept(task("one"));
        upkeep.readOnce();
        upkeep.readOnce();
        now[0] = new PlannedRequests(choice -> pod("3"), PodChanges.NONE);
        upkeep.readOnce();
        assertThat(told)
                .containsExactly(
                        Map.of(new TaskId("one"), Asked.NOTHING.needing(Needs.everywhere(podWith(1_000)))),
                        Map.of(new TaskId("one"), Asked.NOTHING.needing(Needs.everywhere(podWith(3_000)))));
        upkeep.close();
        now[0] = new PlannedRequests(choice -> pod("4"), PodChanges.NONE);
        upkeep.readOnce();
        assertThat(told).hasSize(2);
    }

    /** As where an operator has raised health.lostAfter meanwhile: what such a task asks of its old pod must count. */
    @Test
    void aTaskThatWasTakenKeepsItsWordsWhereNobodyCouldSayThemAnyMore() {
        PlacementRules raised = new PlacementRules(
                Rules.NONE.failingOver(new FailoverRules(List.of(), FailoverPolicy.USUAL, Duration.ofMinutes(2))),
                TreeMap::new,
                () -> dynamic);
        Asking asking = new Asking(raised, new TaskNeeds(new TreeMap<>(), () -> dynamic));
        Map<String, Object> own = Map.of("failover", Map.of("purgeMode", "Directly", "clusterTolerationSeconds", 60));
        NoopTask task = new NoopTask("one", null, "flights", 0, 0, Map.of("henge", own));
        TaskRegistry registry = new TaskRegistry(id -> TaskLocation.unknown());
        List<Map<TaskId, Asked>> told = new ArrayList<>();
        new AskingUpkeep(asking, registry, told::add).renew(registry.accept(task));
        assertThat(told)
                .singleElement()
                .satisfies(all -> assertThat(all.values())
                        .extracting(asked -> asked.failover().purgeMode())
                        .containsExactly(PurgeMode.DIRECTLY));
        assertThatThrownBy(() -> asking.of(task, Traits.of(task)))
                .hasMessageContaining("`clusterTolerationSeconds` is 60, but no shorter silence");
    }

    /** As after a change of rules with a hundred thousand tasks; Druid's thread brings a task meanwhile. */
    @Test
    void whoBringsATaskDoesNotWaitUntilAllOthersHaveAskedAnew() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        NoopTask many = new NoopTask("many", null, "flights", 0, 0, null) {
            @Override
            public String getDataSource() {
                if (slow.get()) {
                    asked.countDown();
                    awaitUninterruptibly(goOn);
                }
                return super.getDataSource();
            }
        };
        TaskRegistry registry = new TaskRegistry(id -> TaskLocation.unknown());
        List<Map<TaskId, Asked>> told = Collections.synchronizedList(new ArrayList<>());
        AskingUpkeep upkeep =
                new AskingUpkeep(new Asking(rules, new TaskNeeds(new TreeMap<>(), () -> dynamic)), registry, told::add);
        registry.accept(many);
        StoredRules said =
                new DefaultObjectMapper().readValue("[{\"name\":\"near\",\"together\":true}]", StoredRules.class);
        dynamic = new ExecutionConfig(null, null, null, null, said);
        slow.set(true);
        Thread following = new Thread(upkeep::followRules);
        following.start();
        asked.await();
        upkeep.renew(registry.accept(task("one")));
        assertThat(told).hasSize(1).allMatch(one -> one.containsKey(new TaskId("one")));
        goOn.countDown();
        following.join();
        assertThat(told).hasSize(2).last().satisfies(last -> assertThat(last).containsKey(new TaskId("many")));
    }

    @Test
    void whatIsWrongWithRulesIsToldOnlyOnceClustersHaveHadTimeToCome() {
        AtomicInteger looks = new AtomicInteger();
        PlacementRules looking = new PlacementRules(
                Rules.NONE,
                () -> {
                    looks.incrementAndGet();
                    return new TreeMap<>();
                },
                () -> dynamic);
        AskingUpkeep upkeep = new AskingUpkeep(
                new Asking(looking, new TaskNeeds(new TreeMap<>(), () -> dynamic)),
                new TaskRegistry(id -> TaskLocation.unknown()),
                told -> {});
        upkeep.readOnce();
        assertThat(looks).hasValue(0);
        upkeep.readAgain();
        assertThat(looks).hasValue(1);
    }

    @Test
    void aFaultWhileReadingLeavesWhatWasKnown() {
        AtomicBoolean broken = new AtomicBoolean();
        PlannedRequests sound = new PlannedRequests(choice -> pod("1"), PodChanges.NONE);
        TaskNeeds needs = new TaskNeeds(
                new TreeMap<ClusterName, Supplier<PlannedRequests>>(Map.of(EAST, () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("planted");
                    }
                    return sound;
                })),
                () -> ExecutionConfig.NOTHING_SAID);
        AskingUpkeep upkeep =
                new AskingUpkeep(new Asking(rules, needs), new TaskRegistry(id -> TaskLocation.unknown()), told -> {});
        upkeep.readOnce();
        broken.set(true);
        upkeep.readOnce();
        assertThat(needs.of(task("one"))).isEqualTo(Needs.everywhere(podWith(1_000)));
    }

    @Test
    void otherRulesAreToldOnceOfAllTasksThatHaveCome() throws Exception {
        TaskRegistry registry = new TaskRegistry(id -> TaskLocation.unknown());
        List<Map<TaskId, Asked>> told = new ArrayList<>();
        AskingUpkeep upkeep =
                new AskingUpkeep(new Asking(rules, new TaskNeeds(new TreeMap<>(), () -> dynamic)), registry, told::add);
        registry.accept(task("one"));
        upkeep.followRules();
        assertThat(told).as("nothing has changed").isEmpty();
        StoredRules said =
                new DefaultObjectMapper().readValue("[{\"name\":\"near\",\"together\":true}]", StoredRules.class);
        dynamic = new ExecutionConfig(null, null, null, null, said);
        upkeep.followRules();
        upkeep.followRules();
        Kin near = new Kin("one", Kin.Bond.TOGETHER);
        assertThat(told).containsExactly(Map.of(new TaskId("one"), new Asked(Needs.NONE, null, said.rules(), near)));
        dynamic = ExecutionConfig.NOTHING_SAID;
        upkeep.followRules();
        assertThat(told).hasSize(2).last().isEqualTo(Map.of(new TaskId("one"), Asked.NOTHING));
        upkeep.close();
        dynamic = new ExecutionConfig(null, null, null, null, said);
        upkeep.followRules();
        assertThat(told).as("its leadership is over").hasSize(2);
    }
}
