package io.henge.kubernetes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.Resources;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.PodAdapter;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.PodChoice;
import io.henge.kubernetes.job.PodPatch;
import io.henge.kubernetes.overlord.OverlordAdapter;
import io.henge.kubernetes.overlord.OverlordSettings;
import io.henge.kubernetes.template.PodTemplates;
import io.henge.kubernetes.template.TemplateAdapter;
import io.henge.kubernetes.template.TemplateFile;
import io.henge.testkit.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task's pod would ask for, by templates, by the Overlord's pod, and by what a cluster has different. */
class PlannedRequestsTest {
    private static final long GI = 1L << 30;

    @TempDir
    private Path dir;

    private PodAdapter templates;

    @BeforeEach
    void write() throws Exception {
        templates = adapter(true);
        template("base", "cpu: 1, memory: 2Gi");
        template("kafka", "cpu: 4, memory: 8Gi");
    }

    private PodAdapter adapter(boolean selectionAllowed) {
        PodTemplates files = new PodTemplates(Map.of("base", file("base"), "kafka", file("kafka")), new ManualClock());
        return new TemplateAdapter(files, shipment -> "", selectionAllowed, "druid");
    }

    private TemplateFile file(String key) {
        return new TemplateFile("k8s.podTemplate." + key, dir.resolve(key + ".yaml"));
    }

    private void template(String key, String requests) throws Exception {
        Files.writeString(file(key).path(), """
                kind: PodTemplate
                template: {spec: {containers: [{name: main, resources: {requests: {%s}}}]}}
                """.formatted(requests));
    }

    private static PodChoice choice(@Nullable String wished, String key) {
        return new PodChoice(wished, key, "");
    }

    private static Resources pod(long cpuMillis, long memoryBytes) {
        return Resources.of(cpuMillis, memoryBytes).plus(new Resources(new TreeMap<>(Map.of("pods", 1L))));
    }

    private static PlannedRequests now(PodAdapter adapter) {
        return new PlannedRequests(adapter.outlines(), PodChanges.NONE);
    }

    @Test
    void theTemplateIsTheOneThatTheJobWouldBeMadeFrom() {
        PlannedRequests planned = now(templates);
        assertThat(planned.of(choice(null, "kafka"))).isEqualTo(pod(4_000, 8 * GI));
        assertThat(planned.of(choice(null, "index"))).as("the base").isEqualTo(pod(1_000, 2 * GI));
        assertThat(planned.of(choice("kafka", "index"))).as("wished").isEqualTo(pod(4_000, 8 * GI));
        assertThat(planned.of(choice("none", "index"))).as("none to find").isEqualTo(Resources.NONE);
        assertThat(now(adapter(false)).of(choice("kafka", "index")))
                .as("a wish that is not allowed")
                .isEqualTo(pod(1_000, 2 * GI));
    }

    @Test
    void ofATemplateThatCannotBeReadNothingIsKnown() throws Exception {
        Files.delete(file("kafka").path());
        assertThat(now(templates).of(choice(null, "kafka"))).isEqualTo(Resources.NONE);
        assertThat(now(templates).of(choice(null, "index"))).isEqualTo(pod(1_000, 2 * GI));
        Files.writeString(file("kafka").path(), "kind: Pod");
        assertThat(now(templates).of(choice(null, "kafka"))).isEqualTo(Resources.NONE);
    }

    @Test
    void whatWasReadIsComparedByWhatItSays() throws Exception {
        PlannedRequests before = now(templates);
        assertThat(now(templates)).isEqualTo(before);
        template("base", "cpu: 2");
        assertThat(now(templates)).isNotEqualTo(before);
        assertThat(before.of(choice(null, "index"))).isEqualTo(pod(1_000, 2 * GI));
    }

    @Test
    void whatTheClusterHasDifferentCounts() throws Exception {
        PodPatch patch =
                PodPatch.parse("spec: {containers: [{name: main, resources: {requests: {nvidia.com/gpu: 1}}}]}");
        PlannedRequests planned =
                new PlannedRequests(templates.outlines(), new PodChanges(null, null, new TreeMap<>(), "3Gi", patch));
        assertThat(planned.of(choice(null, "index")))
                .isEqualTo(pod(1_000, 3 * GI).plus(new Resources(new TreeMap<>(Map.of("nvidia.com/gpu", 1L)))));
        PodPatch none = PodPatch.parse("spec: {containers: [{name: main, $patch: delete}]}");
        assertThat(new PlannedRequests(templates.outlines(), new PodChanges(null, null, new TreeMap<>(), null, none))
                        .of(choice(null, "index")))
                .as("a patch that leaves no pod")
                .isEqualTo(Resources.NONE);
    }

    @Test
    void aPodLikeTheOverlordsHasItsOwnCpuAndTheMemoryOfItsJvm() {
        PodSpec overlord = new KubernetesSerialization().unmarshal("""
                containers:
                  - {name: overlord, resources: {requests: {cpu: 8, memory: 64Gi, ephemeral-storage: 1Gi}}}
                  - {name: proxy, resources: {requests: {cpu: 100m}}}
                """, PodSpec.class);
        Resources disk = new Resources(new TreeMap<>(Map.of("ephemeral-storage", GI)));
        PodChoice larger = new PodChoice(null, "index", "-Xmx2g");
        assertThat(now(new OverlordAdapter(() -> overlord, settings(false), new TreeMap<>()))
                        .of(larger))
                .as("heap and as much beside it, and a fifth more")
                .isEqualTo(pod(1_500, 4_800_000_000L).plus(disk));
        assertThat(now(new OverlordAdapter(() -> overlord, settings(true), new TreeMap<>()))
                        .of(larger))
                .as("with sidecars")
                .isEqualTo(pod(1_600, 4_800_000_000L).plus(disk));
        assertThat(now(new OverlordAdapter(() -> overlord, settings(true), new TreeMap<>()))
                        .of(new PodChoice(null, "index", "-Xmxlots")))
                .isEqualTo(Resources.NONE);
    }

    private static OverlordSettings settings(boolean sidecars) {
        return new OverlordSettings(sidecars, null, "kubexit", null, List.of("-Xmx1g"), 1_500, List.of());
    }

    @Test
    void whereTheOverlordsPodCannotBeReadNothingIsKnown() {
        PodAdapter adapter = new OverlordAdapter(
                () -> {
                    throw new JobRefusedException("It cannot be read");
                },
                settings(false),
                new TreeMap<>());
        assertThat(now(adapter).of(choice(null, "index"))).isEqualTo(Resources.NONE);
    }
}
