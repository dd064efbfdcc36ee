package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.ConfigException;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.config.RunnerConfigReader;
import io.henge.druid.config.RunnerType;
import io.henge.druid.config.WorkersConfig;
import io.henge.druid.ship.ClusterJobs;
import io.henge.druid.workers.Assignment;
import io.henge.kubernetes.check.ClusterCheck;
import io.henge.kubernetes.check.Finding;
import io.henge.kubernetes.check.Finding.Level;
import io.henge.kubernetes.check.FleetCheck;
import io.henge.kubernetes.check.FleetReport;
import io.henge.kubernetes.check.PlannedPod;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a configuration is going to work: refuses what the Overlord would refuse, and then looks at every cluster,
 * changing nothing there.
 */
public final class Check {
    static final int WORKS = 0;
    static final int PROBLEM = 1;
    static final int REFUSED = 2;
    static final int UNREACHABLE = 3;

    /** Stands for all tasks; what is asked about does not depend on it. */
    private static final Task TASK = new NoopTask("henge_check", null, "henge_check", 0, 0, null);

    private static final String LOAD_LIST = "druid.extensions.loadList";

    private final CheckRequest request;
    private final PlannedJobs jobs;

    private Check(CheckRequest request, PlannedJobs jobs) {
        this.request = request;
        this.jobs = jobs;
    }

    /** Prints what was found to {@code out}, or why the Overlord would not start to {@code messages}; returns the exit status. */
    static int run(List<String> arguments, PrintStream out, PrintStream messages) {
        try {
            CheckRequest request = CheckRequest.parse(arguments);
            Properties properties = RuntimeProperties.read(request.properties());
            FleetReport report = new Check(request, plan(request, properties, messages)).look();
            out.println(request.json() ? report.asJson() : report.asYaml().stripTrailing());
            return switch (report.verdict()) {
                case WORKS -> WORKS;
                case PROBLEM -> PROBLEM;
                case UNREACHABLE -> UNREACHABLE;
            };
        } catch (IllegalArgumentException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> messages.println("henge: " + line));
            return REFUSED;
        }
    }

    /** @throws IllegalArgumentException with every complaint that keeps the Overlord from starting with Henge */
    private static PlannedJobs plan(CheckRequest request, Properties properties, PrintStream messages) {
        // Which types of tasks are known matters to nothing here.
        RenderTypes types = RenderTypes.of(properties, note -> {});
        List<String> complaints = new ArrayList<>(withoutHenge(properties, types.json()));
        @Nullable RunnerConfig config = null;
        try {
            config = RunnerConfigReader.read(properties, types.json());
        } catch (ConfigException e) {
            complaints.addAll(String.valueOf(e.getMessage()).lines().toList());
        }
        complaints.addAll(aboutWorkers(properties, types.json()));
        if (config == null || !complaints.isEmpty()) {
            throw new ConfigException(complaints.stream().distinct().toList());
        }
        ClusterJobs jobs = new ClusterJobs(config, PlannedJobs.overlordPod(request.overlordPod(), config));
        jobs.checkSharedTemplates();
        PlannedJobs planned = new PlannedJobs(properties, types, config, jobs, false);
        try {
            planned.notes(request.overlordPod()).forEach(note -> messages.println("henge: " + note));
        } catch (JobRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return planned;
    }

    /** What keeps the Overlord from starting with workers beside its clusters, if it has them. */
    private static List<String> aboutWorkers(Properties properties, ObjectMapper json) {
        if (!RunnerType.K8S_AND_WORKER.value().equals(properties.getProperty(RunnerConfigReader.PREFIX + "type"))) {
            return List.of();
        }
        try {
            Assignment.of(WorkersConfig.read(properties, json));
            return List.of();
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        }
    }

    /** Why an Overlord with these properties would not ask Henge. */
    private static List<String> withoutHenge(Properties properties, ObjectMapper json) {
        List<String> complaints = new ArrayList<>();
        RuntimeProperties.withoutRunnerType(properties).ifPresent(complaints::add);
        @Nullable String listed = properties.getProperty(LOAD_LIST);
        try {
            if (listed != null
                    && !Arrays.asList(json.readValue(listed, String[].class)).contains("henge")) {
                complaints.add("`" + LOAD_LIST + "` is `" + listed + "`. Add \"henge\" to it.");
            }
        } catch (JsonProcessingException e) {
            complaints.add("`" + LOAD_LIST + "` is `" + listed + "`. Give a JSON array of strings.");
        }
        return complaints;
    }

    private FleetReport look() {
        return FleetCheck.run(
                jobs.config().clusters().stream().map(this::checkOf).toList());
    }

    private ClusterCheck checkOf(ClusterEntry cluster) {
        List<PlannedPod> pods = new ArrayList<>();
        List<Finding> known = new ArrayList<>();
        if (cluster.pod().adapter().isOverlord() && request.overlordPod() == null) {
            known.add(new Finding(
                    Level.UNSEEN,
                    "pods",
                    "They are made from the Overlord's own, so what they name is not known here. Give that as "
                            + "--overlord-pod F, for example from `kubectl get pod OVERLORD -o yaml`."));
        } else {
            templatesOf(cluster).forEach(key -> plan(cluster, key, pods, known));
        }
        return new ClusterCheck(cluster.settings("", false), pods, known, InstantSource.system());
    }

    /** One key for each shape of pod that the cluster may get. */
    private static Collection<String> templatesOf(ClusterEntry cluster) {
        return cluster.pod().adapter().isOverlord()
                ? List.of("overlord")
                : cluster.pod().templates().files().keySet();
    }

    private void plan(ClusterEntry cluster, String key, List<PlannedPod> pods, List<Finding> known) {
        String origin = cluster.pod().adapter().isOverlord() ? "the Overlord's pod" : "pod template[" + key + "]";
        try {
            pods.add(new PlannedPod(origin, jobs.of(cluster, TASK, shipment -> key)));
        } catch (JobRefusedException e) {
            known.add(new Finding(Level.PROBLEM, origin, e.getMessage()));
        }
    }
}
