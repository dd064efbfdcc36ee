package io.henge.kubernetes.stub;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.kubernetes.job.AdapterJobs;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.JobSettings;
import io.henge.kubernetes.job.Payload;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.job.Shipments;
import io.henge.kubernetes.job.Shipped;
import io.henge.kubernetes.template.PodTemplates;
import io.henge.kubernetes.template.TemplateAdapter;
import io.henge.kubernetes.template.TemplateFile;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Tasks whose pods run a line of shell; each script is a task type with a pod template of its own. */
public final class ScriptedTasks {
    private final Path templates;
    private final Shipments shipments;

    public ScriptedTasks(Path templates) {
        this(templates, ScriptedTasks::small);
    }

    public ScriptedTasks(Path templates, Shipments shipments) {
        this.templates = templates;
        this.shipments = shipments;
    }

    /** A fresh attempt at a task never seen before. */
    public static Attempt attempt(ClusterName cluster, String namespace, JobScript script) {
        String type = typeOf(script);
        AttemptId id = AttemptId.first(new TaskId(type + "_" + UUID.randomUUID()));
        return Attempt.placed(
                id,
                new JobAddress(cluster, namespace, new JobNames("").nameOf(id)),
                new Token("token"),
                new TaskTraits(type, "flights", "group", 50),
                1,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    public JobFactory jobs(String owner) throws IOException {
        Map<String, TemplateFile> files = new HashMap<>();
        for (JobScript script : JobScript.values()) {
            files.put(typeOf(script), new TemplateFile(typeOf(script), template(script)));
        }
        files.put(PodTemplates.BASE, new TemplateFile(PodTemplates.BASE, template(JobScript.ENDS_WELL)));
        JobSettings settings =
                new JobSettings(new TreeMap<>(), new TreeMap<>(), Duration.ofHours(4), Duration.ofDays(2));
        return new AdapterJobs(
                new TemplateAdapter(new PodTemplates(files, new ManualClock()), Shipment::type, false, "henge"),
                shipments,
                settings,
                PodChanges.NONE,
                owner);
    }

    private static Shipment small(Attempt attempt) {
        return Shipped.task(attempt.task().value())
                .type(attempt.traits().type())
                .payload("H4sIAAAAAAAA", Payload.Way.ENVIRONMENT)
                .pack();
    }

    private static String typeOf(JobScript script) {
        return script.name().toLowerCase(Locale.ROOT);
    }

    private Path template(JobScript script) throws IOException {
        // Kubernetes makes one $ of $$.
        String line = switch (script) {
            case ENDS_WELL -> "echo " + JobScript.GREETING;
            case ENDS_BADLY -> "echo " + JobScript.GREETING + "; exit 3";
            case IS_KILLED -> "kill -9 $$$$";
            case RUNS -> "echo " + JobScript.GREETING + "; exec sleep 600";
            case HAS_NO_IMAGE -> "true";
        };
        String image = script == JobScript.HAS_NO_IMAGE ? JobScript.IMAGE_NOT_THERE : LocalCluster.SHELL;
        return Files.writeString(templates.resolve(script + ".yaml"), """
                apiVersion: v1
                kind: PodTemplate
                template:
                  spec:
                    restartPolicy: Never
                    terminationGracePeriodSeconds: 2
                    containers:
                      - name: main
                        image: %s
                        command: ["sh", "-c", "%s"]
                """.formatted(image, line));
    }
}
