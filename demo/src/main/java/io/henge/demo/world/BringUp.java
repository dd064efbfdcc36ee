package io.henge.demo.world;

import io.henge.demo.druid.ClassSharing;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.DruidService;
import io.henge.demo.druid.Endpoints;
import io.henge.demo.druid.HengeSettings;
import io.henge.demo.druid.PeonImage;
import io.henge.demo.druid.PeonTemplate;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.process.Part;
import io.henge.demo.process.Parts;
import io.henge.demo.process.PortBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One bringing-up of a world: everything side by side, each part waiting only for those that it needs.
 *
 * <p>Clusters, ZooKeeper, the metadata store and Kafka need nothing; Druid's services need the second and the third; Overlords need the
 * clusters too, for their kubeconfigs, and all but the first one need Druid's tables, which the first one makes.
 */
final class BringUp {
    private final WorldSpec spec;
    private final WorldDirectory directory;
    private final Progress progress;
    private final Installation installation;
    private final DruidParts druid;
    private final Clusters clusters;
    private final Readiness readiness = new Readiness();

    BringUp(Installation installation, WorldSpec spec, ClassSharing sharing, Parts parts, Progress progress) {
        this.spec = spec;
        this.directory = new WorldDirectory(spec.directory());
        this.progress = progress;
        this.installation = installation;
        DruidRuntime runtime =
                installation.druid(spec.druid().version(), spec.druid().store());
        this.druid = new DruidParts(directory, parts, runtime, sharing);
        this.clusters = new Clusters(installation, directory, parts);
    }

    /** A part that serves. */
    private record Serving(Part part, String url) {
        Environment.Server entry() {
            return new Environment.Server(url, part.pid());
        }
    }

    Environment run(PortBlock ports) throws InterruptedException {
        try (Steps steps = new Steps()) {
            int zooKeeperPort = ports.take();
            Endpoints endpoints = new Endpoints(
                    Endpoints.HOST + ":" + zooKeeperPort, spec.druid().store(), ports.take());
            Future<Part> zooKeeper = steps.begin(() -> zooKeeper(zooKeeperPort, endpoints));
            Future<Part> store = steps.begin(() -> store(endpoints));
            @Nullable Future<Environment.Kafka> kafka = spec.druid().kafka() ? kafka(steps, ports) : null;
            List<Future<Environment.Cluster>> clusterSteps = new ArrayList<>();
            for (String name : spec.clusters().names()) {
                clusterSteps.add(steps.begin(() -> progress.step("cluster " + name, () -> cluster(name))));
            }
            Map<DruidService, Future<Serving>> services = new TreeMap<>();
            if (spec.query()) {
                for (DruidService service : queryServices()) {
                    int port = service == DruidService.ROUTER ? routerPort(ports) : ports.take();
                    services.put(service, steps.begin(() -> {
                        need(zooKeeper, store);
                        return service(service.command(), service, port, endpoints, Map.of());
                    }));
                }
            }
            List<Future<Serving>> overlords = new ArrayList<>();
            for (int i = 1; i <= spec.overlords(); i++) {
                String name = DruidParts.overlord(i);
                int port = ports.take();
                // Two that make Druid's tables at once lock each other out, for up to some minutes.
                Future<?> tables = overlords.isEmpty() ? store : overlords.get(0);
                overlords.add(steps.begin(() -> {
                    need(zooKeeper, store, tables);
                    return service(
                            name,
                            spec.druid().overlord(),
                            port,
                            endpoints,
                            overlordProperties(endpoints, all(clusterSteps)));
                }));
            }
            steps.awaitAll();
            awaitLeader(all(overlords));
            return new Environment(
                    all(clusterSteps),
                    all(overlords).stream().map(Serving::entry).toList(),
                    spec.query() ? services(services, result(overlords.get(0))) : null,
                    new Environment.ZooKeeper(
                            endpoints.zooKeeper(), result(zooKeeper).pid()),
                    new Environment.Metadata(endpoints.jdbcUrl(), result(store).pid()),
                    directory.storage().root().toString(),
                    directory.logs().toString(),
                    spec.druid().version().number(),
                    kafka == null ? null : result(kafka));
        }
    }

    private Environment.Cluster cluster(String name) throws InterruptedException {
        PeonImage peon = installation.peonImage(spec.druid().version());
        return clusters.up(name, spec.clusters().nodes(), peon, spec.clusters().options());
    }

    /** Those to start beside the Overlords. */
    private List<DruidService> queryServices() {
        List<DruidService> services =
                new ArrayList<>(List.of(DruidService.BROKER, DruidService.HISTORICAL, DruidService.ROUTER));
        if (!spec.druid().coordinatorAsOverlord()) {
            services.add(DruidService.COORDINATOR);
        }
        return services;
    }

    private Part zooKeeper(int port, Endpoints endpoints) throws InterruptedException {
        return progress.step("zookeeper", () -> {
            Part part = druid.zooKeeper(port);
            readiness.awaitServing(part, endpoints.zooKeeper());
            return part;
        });
    }

    private Part store(Endpoints endpoints) throws InterruptedException {
        return progress.step(endpoints.store().word(), () -> {
            Part part = endpoints.store() == StoreKind.POSTGRESQL
                    ? druid.postgres(installation.postgres(), endpoints.storePort())
                    : druid.derby(endpoints.storePort());
            readiness.awaitServing(part, endpoints.jdbcUrl());
            return part;
        });
    }

    private Future<Environment.Kafka> kafka(Steps steps, PortBlock ports) {
        int port = ports.take();
        int controllerPort = ports.take();
        String bootstrap = Endpoints.HOST + ":" + port;
        return steps.begin(() -> progress.step(DruidParts.KAFKA, () -> {
            Part part = druid.kafka(installation.kafka(), port, controllerPort);
            readiness.awaitServing(part, bootstrap);
            return new Environment.Kafka(bootstrap, part.pid());
        }));
    }

    private Serving service(String name, DruidService service, int port, Endpoints endpoints, Map<String, String> extra)
            throws InterruptedException {
        String url = "http://" + Endpoints.HOST + ":" + port;
        Map<String, String> settings = new TreeMap<>(spec.druid().settings());
        settings.putAll(extra);
        return progress.step(name, () -> {
            Part part = druid.service(name, service, port, endpoints, settings);
            readiness.awaitServing(part, url);
            return new Serving(part, url);
        });
    }

    /** An elected Overlord takes tasks only after it has begun its term, which is when it says that it leads. */
    private void awaitLeader(List<Serving> overlords) throws InterruptedException {
        progress.step("leader", () -> {
            readiness.awaitAnyOk(
                    overlords.get(0).part(),
                    overlords.stream()
                            .map(overlord -> overlord.url() + "/druid/indexer/v1/isLeader")
                            .toList());
            return true;
        });
    }

    private Map<String, String> overlordProperties(Endpoints endpoints, List<Environment.Cluster> ready) {
        Map<String, String> properties = new TreeMap<>();
        if (!ready.isEmpty()) {
            List<String> extensions = installation.druidExtensions(spec.druid());
            try {
                Files.writeString(
                        directory.peonTemplate(), PeonTemplate.yaml(endpoints, directory.storage(), extensions));
            } catch (IOException e) {
                throw new UncheckedIOException("The pod template cannot be written", e);
            }
            List<HengeSettings.Target> targets = ready.stream()
                    .map(cluster ->
                            new HengeSettings.Target(cluster.name(), cluster.hengeKubeconfig(), cluster.namespace()))
                    .toList();
            properties.putAll(
                    HengeSettings.properties(installation.extensions(), extensions, directory.peonTemplate(), targets));
        }
        properties.putAll(spec.overlordProperties());
        return properties;
    }

    private int routerPort(PortBlock ports) {
        return spec.routerPort().orElseGet(ports::take);
    }

    private static Environment.Services services(Map<DruidService, Future<Serving>> services, Serving overlord)
            throws InterruptedException {
        Map<DruidService, Environment.Server> entries = new TreeMap<>();
        for (Map.Entry<DruidService, Future<Serving>> service : services.entrySet()) {
            entries.put(service.getKey(), result(service.getValue()).entry());
        }
        return new Environment.Services(
                // Where none was started, the Overlords are Coordinators.
                entries.getOrDefault(DruidService.COORDINATOR, overlord.entry()),
                entry(entries, DruidService.BROKER),
                entry(entries, DruidService.HISTORICAL),
                entry(entries, DruidService.ROUTER));
    }

    private static Environment.Server entry(Map<DruidService, Environment.Server> entries, DruidService service) {
        Environment.Server entry = entries.get(service);
        if (entry == null) {
            throw new IllegalStateException("No " + service + " was started");
        }
        return entry;
    }

    private static void need(Future<?>... needed) throws InterruptedException {
        for (Future<?> future : needed) {
            result(future);
        }
    }

    private static <T> List<T> all(List<Future<T>> futures) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw Steps.unchecked(e);
        }
    }
}
