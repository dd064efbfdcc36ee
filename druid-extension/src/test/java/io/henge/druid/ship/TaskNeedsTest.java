package io.henge.druid.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Needs;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.druid.dynamic.SelectorChoice;
import io.henge.druid.dynamic.TemplateSelector;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.PodChoice;
import io.henge.kubernetes.job.PodOutlines;
import io.henge.kubernetes.request.PlannedRequests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskNeedsTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName NORTH = new ClusterName("north");
    private static final ClusterName WEST = new ClusterName("west");

    /** The CPU of each template, in cores; what is changed here is read next. */
    private final TreeMap<String, Integer> cores = new TreeMap<>(Map.of("base", 1, "large", 8));

    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable Integer coresOnWest;
    private ExecutionConfig dynamic = ExecutionConfig.NOTHING_SAID;

    private final TaskNeeds needs = new TaskNeeds(
            new TreeMap<ClusterName, Supplier<PlannedRequests>>(Map.of(
                    EAST, this::planned,
                    NORTH, this::planned,
                    WEST, () -> coresOnWest == null ? planned() : planned(Map.of("base", coresOnWest)))),
            () -> dynamic);

    private PlannedRequests planned() {
        return planned(new TreeMap<>(cores));
    }

    private PlannedRequests planned(Map<String, Integer> templates) {
        return new PlannedRequests(new Templates(templates, asked), PodChanges.NONE);
    }

    private record Templates(Map<String, Integer> cores, AtomicInteger asked) implements PodOutlines {
        @Override
        public PodTemplateSpec of(PodChoice choice) throws JobRefusedException {
            asked.incrementAndGet();
            @Nullable String wished = choice.wished();
            @Nullable
            Integer cpu = wished == null ? cores.getOrDefault(choice.key(), cores.get("base")) : cores.get(wished);
            if (cpu == null) {
                throw new JobRefusedException("None");
            }
            return new PodTemplateSpecBuilder()
                    .withNewSpec()
                    .addNewContainer()
                    .withNewResources()
                    .addToRequests("cpu", new Quantity(cpu.toString()))
                    .endResources()
                    .endContainer()
                    .endSpec()
                    .build();
        }
    }

    private static Task task(Map<String, Object> context) {
        return new NoopTask(null, null, "flights", 0, 0, context);
    }

    private static Resources cores(int cores) {
        return new Resources(new TreeMap<>(Map.of("cpu", cores * 1_000L, "pods", 1L)));
    }

    @Test
    void beforeTheFirstReadingNothingIsKnown() {
        assertThat(needs.of(task(Map.of()))).isEqualTo(Needs.NONE);
        assertThat(needs.read()).isTrue();
        assertThat(needs.of(task(Map.of()))).isEqualTo(Needs.everywhere(cores(1)));
    }

    @Test
    void aTasksTemplateIsTheOneThatIsChosenNow() {
        needs.read();
        assertThat(needs.of(task(Map.of("podTemplateSelectionKey", "large")))).isEqualTo(Needs.everywhere(cores(8)));
        SelectorChoice forFlights =
                new SelectorChoice(List.of(new TemplateSelector("large", null, null, Set.of("flights"))));
        dynamic = new ExecutionConfig(null, forFlights, null, null, null);
        assertThat(needs.of(task(Map.of()))).isEqualTo(Needs.everywhere(cores(8)));
        assertThat(needs.read()).as("tasks that came before may have others").isTrue();
        assertThat(needs.read()).isFalse();
    }

    @Test
    void whatMostClustersHaveIsUsual() {
        coresOnWest = 4;
        needs.read();
        assertThat(needs.of(task(Map.of()))).isEqualTo(new Needs(cores(1), new TreeMap<>(Map.of(WEST, cores(4)))));
        assertThat(needs.of(task(Map.of("podTemplateSelectionKey", "large"))))
                .as("west has no such template")
                .isEqualTo(new Needs(cores(8), new TreeMap<>(Map.of(WEST, Resources.NONE))));
    }

    @Test
    void equalNeedsAreOneObjectAndPodsAreMadeOncePerChoice() {
        needs.read();
        Needs first = needs.of(task(Map.of()));
        int before = asked.get();
        for (int i = 0; i < 100; i++) {
            assertThat(needs.of(task(Map.of("priority", i)))).isSameAs(first);
        }
        assertThat(asked.get()).isEqualTo(before);
        cores.put("large", 9);
        assertThat(needs.read()).isTrue();
        assertThat(needs.of(task(Map.of()))).as("of another reading").isSameAs(first);
    }

    @Test
    void whatIsReadAnewCounts() {
        needs.read();
        assertThat(needs.read()).isFalse();
        cores.put("base", 2);
        assertThat(needs.of(task(Map.of()))).isEqualTo(Needs.everywhere(cores(1)));
        assertThat(needs.read()).isTrue();
        assertThat(needs.of(task(Map.of()))).isEqualTo(Needs.everywhere(cores(2)));
    }

    @Test
    void ofAContextThatIsWrongNothingIsKnown() {
        needs.read();
        assertThat(needs.of(task(Map.of("podTemplateSelectionKey", 7)))).isEqualTo(Needs.NONE);
        assertThat(needs.of(task(Map.of("podTemplateSelectionKey", "none")))).isEqualTo(Needs.NONE);
    }
}
