package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.Benchmark;
import io.henge.bench.Scale;
import io.henge.bench.child.JavaChild;
import io.henge.bench.dispatch.AuditTail.Answered;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.bench.runner.Stage;
import io.henge.bench.store.DerbyServer;
import io.henge.demo.build.Builds;
import io.henge.demo.world.Installation;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Henge and a client-go loop in turn, with the same Jobs on the same clusters. */
public final class DispatchBenchmark implements Benchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP_MOST = 1_000;
    private static final double PER = 1_000;
    private static final double LEAST_SHARE = 0.8;
    private static final double MOST_TIME = 1.15;
    private static final double MOST_CPU_SECONDS = 6;
    private static final double MOST_OTHERS = 0.05;
    private static final double MOST_GAP_SECONDS = 1;

    /** Of the slowest pair of a small machine, so that all tasks run at once before the first ends. */
    private static final int BOUND_PER_SECOND_LEAST = 20;

    private static final String TEMPLATE = """
            apiVersion: v1
            kind: PodTemplate
            template:
              metadata:
                annotations:
                  localkube.henge.io/start-seconds: "0.2"
                  localkube.henge.io/run-seconds: "RUN_SECONDS"
              spec:
                restartPolicy: Never
                nodeSelector: {localkube.henge.io/type: simulated}
                tolerations: [{key: localkube.henge.io/type, operator: Exists}]
                containers:
                  - name: main
                    image: pretended
                    command: ["/peon.sh"]
                    resources: {requests: {cpu: 1m, memory: 1Mi}, limits: {cpu: 1m, memory: 1Mi}}
            """;

    private final Scale scale;

    public DispatchBenchmark(Scale scale) {
        this.scale = scale;
    }

    /** One turn of each. */
    private record Pair(Course henge, Course clientGo, Cost cost, Map<String, Integer> requests) {
        double share() {
            return henge.createsPerSecond() / clientGo.createsPerSecond();
        }

        double time() {
            return henge.untilBound() / clientGo.untilBound();
        }
    }

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String about() {
        return "Jobs made per second of " + scale.tasks() + " tasks on " + scale.clusters()
                + " real clusters, beside a client-go loop";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        Builds.here(progress).ensureWorld();
        Path template = Files.writeString(scratch.resolve("template.yaml"), template());
        try (DerbyServer store = DerbyServer.start(scratch);
                SimulatedClusters clusters = progress.step(scale.clusters() + " clusters", () -> up(scratch))) {
            Yardstick yardstick = Yardstick.of(clusters, template);
            List<AuditTail> audits =
                    clusters.clusters().stream().map(AuditTail::new).toList();
            try (JavaChild overlord = overlord(scratch, store, template, clusters)) {
                String watched = overlord.line();
                progress.note("  " + watched + "; a Job has " + yardstick.jobBytes() + " bytes");
                progress.step(
                        "to warm up",
                        () -> pair(clusters, yardstick, audits, overlord, Math.min(WARM_UP_MOST, scale.tasks())));
                List<Pair> pairs = new ArrayList<>();
                for (int i = 1; i <= scale.pairs(); i++) {
                    Pair pair = progress.step(
                            "pair " + i, () -> pair(clusters, yardstick, audits, overlord, scale.tasks()));
                    progress.note(words(pair));
                    pairs.add(pair);
                }
                return figures(pairs);
            }
        }
    }

    private String template() {
        return TEMPLATE.replace("RUN_SECONDS", Integer.toString(1 + scale.tasks() / BOUND_PER_SECOND_LEAST));
    }

    private SimulatedClusters up(Path scratch) throws InterruptedException {
        try {
            return SimulatedClusters.up(Installation.find(), scratch, scale.clusters());
        } catch (IOException e) {
            throw new IllegalStateException("No clusters in " + scratch, e);
        }
    }

    private static JavaChild overlord(Path scratch, DerbyServer store, Path template, SimulatedClusters clusters)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(store.url(), template.toString()));
        clusters.kubeconfigs().forEach((name, kubeconfig) -> arguments.add(name + "=" + kubeconfig));
        return JavaChild.start(
                scratch,
                DispatchMain.class,
                List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError"),
                arguments.toArray(String[]::new));
    }

    private static Pair pair(
            SimulatedClusters clusters, Yardstick yardstick, List<AuditTail> audits, JavaChild overlord, int tasks)
            throws InterruptedException {
        try {
            next(audits);
            overlord.tell(Integer.toString(tasks));
            Cost cost = JSON.readValue(overlord.line(), Cost.class);
            List<Answered> ofHenge = next(audits);
            clusters.clear();
            next(audits);
            yardstick.make(tasks);
            List<Answered> ofClientGo = new ArrayList<>();
            Stage.until("each pod of the client-go loop has a node", DispatchMain.PATIENCE, () -> {
                ofClientGo.addAll(next(audits));
                return ofClientGo.stream()
                                .filter(request -> request.what().equals("create pods/binding"))
                                .count()
                        >= tasks;
            });
            clusters.clear();
            return new Pair(Course.of(ofHenge), Course.of(ofClientGo), cost, Course.requestsOfHenge(ofHenge));
        } catch (IOException e) {
            throw new IllegalStateException("The turn cannot be read", e);
        }
    }

    private static List<Answered> next(List<AuditTail> audits) {
        List<Answered> all = new ArrayList<>();
        for (AuditTail audit : audits) {
            try {
                all.addAll(audit.next());
            } catch (IOException e) {
                throw new IllegalStateException("The audit log cannot be read", e);
            }
        }
        return all;
    }

    private static String words(Pair pair) {
        return String.format(
                Locale.ROOT,
                "  %.0f and %.0f creates/s (%.2f), all bound after %.1f and %.1f s, longest gap %.2f and %.2f s, CPU %.1f s: %s",
                pair.henge().createsPerSecond(),
                pair.clientGo().createsPerSecond(),
                pair.share(),
                pair.henge().untilBound(),
                pair.clientGo().untilBound(),
                pair.henge().longestGap(),
                pair.clientGo().longestGap(),
                pair.cost().cpuSeconds(),
                pair.cost().cpuSecondsByThread());
    }

    private List<Figure> figures(List<Pair> pairs) {
        double tasks = scale.tasks();
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("creates by Henge", median(pairs, pair -> pair.henge().createsPerSecond()), "/s"),
                Figure.of(
                        "creates by client-go",
                        median(pairs, pair -> pair.clientGo().createsPerSecond()),
                        "/s"),
                new Figure("share of client-go", median(pairs, Pair::share), "", Target.atLeast(LEAST_SHARE)),
                new Figure(
                        "longest time without a create",
                        median(pairs, pair -> pair.henge().longestGap()),
                        "s",
                        Target.atMost(MOST_GAP_SECONDS)),
                new Figure(
                        "time until each pod has a node, to client-go's",
                        median(pairs, Pair::time),
                        "x",
                        Target.atMost(MOST_TIME)),
                new Figure(
                        "CPU per 1,000 tasks",
                        median(pairs, pair -> pair.cost().cpuSeconds()) * PER / tasks,
                        "s",
                        Target.atMost(MOST_CPU_SECONDS)),
                Figure.of(
                        "heap after collection",
                        median(pairs, pair -> pair.cost().heapMebibytes()),
                        "MiB")));
        Map<String, Integer> requests = new TreeMap<>();
        pairs.forEach(pair -> pair.requests().forEach((what, count) -> requests.merge(what, count, Integer::sum)));
        double others = 0;
        for (Map.Entry<String, Integer> request : requests.entrySet()) {
            double perTask = request.getValue() / tasks / pairs.size();
            switch (request.getKey()) {
                case "create jobs", "delete jobs", "get pods/log" ->
                    figures.add(new Figure(request.getKey() + ", per task", perTask, "", Target.exactly(1)));
                default -> others += perTask;
            }
        }
        figures.add(new Figure("everything else, per task", others, "", Target.atMost(MOST_OTHERS)));
        return figures;
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        double[] sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
