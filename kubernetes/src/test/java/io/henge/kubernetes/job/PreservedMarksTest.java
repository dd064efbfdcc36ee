package io.henge.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Preserved;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Job and the pod of a later attempt say of what is known of earlier ones. */
class PreservedMarksTest {
    private static final Preserved KNOWN = Preserved.NOTHING
            .with("last.chunk", "{\"0\": 17}")
            .with(Preserved.FROM, "west")
            .warning("rows", "leads nowhere");

    @TempDir
    private Path dir;

    private Job jobOf(int number) throws Exception {
        Attempt first = ScriptedTasks.attempt(new ClusterName("east"), "henge", JobScript.RUNS);
        Attempt attempt = Attempt.placed(
                        new AttemptId(first.task(), number),
                        first.address(),
                        first.token(),
                        first.traits(),
                        1,
                        first.placedAt())
                .withPreserved(KNOWN);
        ScriptedTasks tasks = new ScriptedTasks(
                dir,
                shipped -> Shipped.task("t")
                        .type("runs")
                        .variable("HENGE_FAILOVER_FROM", "west")
                        .pack());
        return tasks.jobs("owner").manifestsFor(attempt).job();
    }

    private static Map<String, String> preserved(Map<String, String> annotations) {
        return annotations.entrySet().stream()
                .filter(one -> one.getKey().startsWith(Marks.PREFIX_PRESERVED))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void ofALaterAttemptBothHaveTheValues() throws Exception {
        Job job = jobOf(2);
        Map<String, String> values =
                Map.of("henge.io/preserved.last.chunk", "{\"0\": 17}", "henge.io/preserved.from", "west");
        assertThat(preserved(job.getMetadata().getAnnotations())).isEqualTo(values);
        assertThat(preserved(job.getSpec().getTemplate().getMetadata().getAnnotations()))
                .isEqualTo(values);
        assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
                .contains(new EnvVar("HENGE_FAILOVER_FROM", "west", null));
    }

    @Test
    void ofAFirstAttemptNeitherHas() throws Exception {
        assertThat(preserved(jobOf(1).getMetadata().getAnnotations())).isEmpty();
    }
}
