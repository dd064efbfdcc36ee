package io.henge.druid.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.placement.Rules;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.config.RunnerConfigReader;
import io.henge.druid.task.Traits;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.overlord.PodFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.druid.common.utils.IdUtils;
import org.apache.druid.error.DruidException;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a task and its group and data source are called, every adapter makes a Job of it that Kubernetes takes, and the
 * peon reads the same task from it.
 */
class DrawnTasksTest {
    private static final int DRAWS = 300;
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static final String DNS_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String LABEL_VALUE = "([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?";

    /** Letters and digits, what ids hold beside them, and what labels, YAML and shells trip over. */
    private static final int[] ALPHABET =
            "aZ09_.-:TÄ漢 '\"$\\`{}[]#&*!|>%@,?=🪨\u2028\u0000\n".codePoints().toArray();

    @TempDir
    private Path dir;

    private final long seed = Long.getLong("henge.seed", new Random().nextLong());
    private final ObjectMapper json = new DefaultObjectMapper();

    private static String draw(Random random) {
        return random.ints(1 + random.nextInt(80), 0, ALPHABET.length)
                .map(index -> ALPHABET[index])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A task of which both Druid and the ledger take the id. */
    private static Task drawTask(Random random) {
        while (true) {
            try {
                String id = new TaskId(IdUtils.validateId("id", draw(random))).value();
                return new NoopTask(id, draw(random), draw(random), 1, 0, Map.of("note", draw(random)));
            } catch (DruidException | IllegalArgumentException e) {
                // Whoever submits such a task is told so.
            }
        }
    }

    private RunnerConfig config() throws Exception {
        Path template = Files.writeString(
                dir.resolve("base.yaml"),
                "kind: PodTemplate\ntemplate: {spec: {containers: [{name: main, image: druid}]}}\n");
        String runner = RunnerConfigReader.PREFIX;
        Properties properties = new Properties();
        properties.setProperty(runner + "overlordNamespace", "druid");
        properties.setProperty(runner + "k8s.podTemplate.base", template.toString());
        List<String> adapters = List.of("overlordSingleContainer", "overlordMultiContainer", "customTemplateAdapter");
        for (int i = 0; i < adapters.size(); i++) {
            String cluster = runner + "clusters[" + i + "].";
            properties.setProperty(cluster + "name", "c" + i);
            properties.setProperty(cluster + "taskNamespace", "tasks" + i);
            properties.setProperty(cluster + "adapter.type", adapters.get(i));
        }
        return RunnerConfigReader.read(properties, json);
    }

    private Job jobOf(RunnerConfig config, ClusterEntry cluster, Task task) throws Exception {
        AttemptId first = AttemptId.first(new TaskId(task.getId()));
        Attempt attempt = Attempt.placed(
                first,
                new JobAddress(cluster.name(), cluster.namespace(), new JobNames("").nameOf(first)),
                new Token("token"),
                Traits.of(task),
                1,
                Instant.EPOCH);
        TaskShipments shipments = new TaskShipments(
                id -> Optional.of(task),
                json,
                new DefaultObjectMapper().convertValue(Map.of(), TaskConfig.class),
                TaskPayloads.of(new NoopTaskLogs()),
                Optional.empty(),
                false,
                new TaskLeases(() -> Rules.NONE, Duration.ofSeconds(15)));
        Path pod = Path.of(String.valueOf(DrawnTasksTest.class
                .getResource("/golden/multi/overlord-pod.yaml")
                .getPath()));
        String yaml = new ClusterJobs(config, new PodFile(pod, true))
                .of(cluster, "owner", shipments, Shipment::type)
                .manifestsFor(attempt)
                .asYaml();
        return YAML.unmarshal(yaml, Job.class);
    }

    @Test
    void anyTaskIsReadBackFromAJobThatKubernetesTakes() throws Exception {
        RunnerConfig config = config();
        Random random = new Random(seed);
        for (int i = 0; i < DRAWS; i++) {
            Task task = drawTask(random);
            for (ClusterEntry cluster : config.clusters()) {
                Job job = jobOf(config, cluster, task);
                String drawn = "-Dhenge.seed=" + seed + ", " + cluster.pod().adapter() + ", task[" + task.getId() + "]";
                assertThat(job.getMetadata().getName()).as(drawn).matches(DNS_LABEL);
                assertThat(Stream.of(
                                job.getMetadata().getLabels(),
                                job.getSpec().getTemplate().getMetadata().getLabels()))
                        .as(drawn)
                        .allSatisfy(
                                labels -> assertThat(labels.values()).allMatch(value -> value.matches(LABEL_VALUE)));
                assertThat(job.getMetadata().getAnnotations()).as(drawn).containsEntry("task.id", task.getId());
                Task read = json.readValue(Unpacked.json(Unpacked.taken(job, "")), Task.class);
                assertThat(read.getId()).as(drawn).isEqualTo(task.getId());
                assertThat(read.getGroupId()).as(drawn).isEqualTo(task.getGroupId());
                assertThat(read.getDataSource()).as(drawn).isEqualTo(task.getDataSource());
                assertThat(read.getContextValue("note", "")).as(drawn).isEqualTo(task.getContextValue("note", "?"));
            }
        }
    }
}
