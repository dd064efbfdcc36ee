package io.henge.bench.failover;

import com.google.common.io.Closer;
import io.henge.bench.dispatch.SimulatedClusters;
import io.henge.bench.overlord.Overlord;
import io.henge.bench.overlord.OverlordProperties;
import io.henge.bench.runner.Stage;
import io.henge.bench.store.DerbyServer;
import io.henge.bench.world.PretendedPod;
import io.henge.core.health.HealthState;
import io.henge.core.report.ClusterReport;
import io.henge.demo.build.Builds;
import io.henge.demo.process.ProcessFiles;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Installation;
import io.henge.demo.world.Progress;
import io.henge.testkit.way.FaultyWay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Real control planes with simulated nodes, of which one, {@value #UNWELL}, is reached by a way that can be out of order, and a
 * metadata store; for Overlords in this process. For one thread.
 */
final class Region implements AutoCloseable {
    /** The cluster of which nothing is ever wrong. */
    static final String WELL = "east";

    /** The one that is made unwell. */
    static final String UNWELL = "west";

    /** Longer than any benchmark. */
    private static final int POD_SECONDS = 36_000;

    /** All that is up, to be ended in the order opposite to that in which it came. */
    private final Closer parts;

    private final SimulatedClusters clusters;
    private final DerbyServer store;
    private final Path template;
    private final Member unwell;

    private Region(Closer parts, SimulatedClusters clusters, DerbyServer store, Path template, Member unwell) {
        this.parts = parts;
        this.clusters = clusters;
        this.store = store;
        this.template = template;
        this.unwell = unwell;
    }

    /** Brings up clusters of those names, among which is {@value #UNWELL}. */
    static Region up(Path scratch, List<String> names, Progress progress) throws IOException, InterruptedException {
        Builds.here(progress).ensureWorld();
        Closer parts = Closer.create();
        try {
            DerbyServer store = DerbyServer.start(scratch);
            parts.register(store::close);
            SimulatedClusters clusters = progress.step(names.size() + " clusters", () -> up(scratch, names));
            parts.register(clusters::close);
            Member unwell = Member.of(clusters, clusters.cluster(UNWELL));
            parts.register(unwell::close);
            return new Region(parts, clusters, store, PretendedPod.template(scratch, POD_SECONDS), unwell);
        } catch (IOException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        } catch (GeneralSecurityException e) {
            parts.close();
            throw new IllegalStateException("Nobody can stand before the API server", e);
        }
    }

    private static SimulatedClusters up(Path scratch, List<String> names) throws InterruptedException {
        try {
            return SimulatedClusters.up(Installation.find(), scratch, names);
        } catch (IOException e) {
            throw new IllegalStateException("No clusters in " + scratch, e);
        }
    }

    SimulatedClusters clusters() {
        return clusters;
    }

    Path template() {
        return template;
    }

    Member unwell() {
        return unwell;
    }

    /** An Overlord that does not lead yet, and whose tasks' outcomes are those that are reported. */
    Overlord overlord(Map<String, String> more) {
        Map<String, Path> kubeconfigs = new TreeMap<>(clusters.kubeconfigs());
        kubeconfigs.put(UNWELL, unwell.kubeconfig());
        Properties properties = OverlordProperties.of(kubeconfigs, Integer.MAX_VALUE, template);
        more.forEach((key, value) -> properties.setProperty("druid.indexer.runner." + key, value));
        return Overlord.withoutStatuses(store.url(), properties);
    }

    /** Waits until all clusters are watched and as well as can be. */
    void awaitWell(Overlord overlord) throws InterruptedException {
        Stage.until(
                "all clusters are well",
                () -> overlord.watched() == clusters.clusters().size()
                        && clusters.clusters().stream()
                                .allMatch(one -> stateOf(overlord, one.name()) == HealthState.HEALTHY));
    }

    /** What the Overlord takes the cluster for; null before it knows it. */
    static @Nullable HealthState stateOf(Overlord overlord, String cluster) {
        return report(overlord, cluster)
                .flatMap(report -> Optional.ofNullable(report.vitals()))
                .map(vitals -> vitals.health().state())
                .orElse(null);
    }

    static Optional<ClusterReport> report(Overlord overlord, String cluster) {
        return overlord.snapshot().clusters().stream()
                .filter(report -> report.name().value().equals(cluster))
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }

    /** The cluster that is made unwell. */
    static final class Member implements AutoCloseable {
        private static final String API_SERVER = "kube-apiserver";

        private final SimulatedClusters clusters;
        private final Environment.Cluster cluster;
        private final FaultyWay way;
        private final Path kubeconfig;
        private final List<String> command;
        private final Path directory;
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private @Nullable Future<?> breaking;
        private long apiServer;
        private int starts;

        private Member(SimulatedClusters clusters, Environment.Cluster cluster, FaultyWay way, Path kubeconfig) {
            this.clusters = clusters;
            this.cluster = cluster;
            this.way = way;
            this.kubeconfig = kubeconfig;
            this.apiServer = cluster.pids().apiserver();
            this.command = ProcessFiles.commandLine(apiServer);
            this.directory = ProcessFiles.directory(apiServer);
        }

        private static Member of(SimulatedClusters clusters, Environment.Cluster cluster)
                throws IOException, GeneralSecurityException {
            URI server = URI.create(cluster.apiServer());
            Path home = clusters.home(cluster.name());
            FaultyWay way = FaultyWay.to(server, home.resolve("pki"));
            String known = Files.readString(Path.of(cluster.hengeKubeconfig()));
            Path kubeconfig = Files.writeString(home.resolve("by-faulty-way.kubeconfig"), way.leading(known));
            return new Member(clusters, cluster, way, kubeconfig);
        }

        FaultyWay way() {
            return way;
        }

        Path kubeconfig() {
            return kubeconfig;
        }

        long apiServer() {
            return apiServer;
        }

        long etcd() {
            return cluster.pids().etcd();
        }

        /** Whether connections are broken again and again from now on. */
        void breakEachSecond(boolean on) {
            if (breaking != null) {
                breaking.cancel(false);
                breaking = null;
            }
            if (on) {
                breaking = timer.scheduleAtFixedRate(way::breakAll, 0, 1, TimeUnit.SECONDS);
            }
        }

        /** Starts the one that was killed again; returns once it serves. */
        void startApiServer() throws InterruptedException {
            apiServer = clusters.startAgain(API_SERVER + "-" + starts++, command, directory)
                    .pid();
            clusters.awaitServing(cluster);
        }

        @Override
        public void close() throws IOException {
            timer.shutdownNow();
            way.close();
        }
    }
}
