package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.Closer;
import io.henge.bench.child.JavaChild;
import io.henge.bench.dispatch.AuditTail.Answered;
import io.henge.bench.runner.Stage;
import io.henge.bench.store.DerbyServer;
import io.henge.bench.world.PretendedPod;
import io.henge.demo.build.Builds;
import io.henge.demo.world.Installation;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Henge and a client-go loop in turn, with the same Jobs on the same real clusters. For one thread. */
final class Turns implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that is up, to be ended in the order opposite to that in which it came. */
    private final Closer parts;

    private final SimulatedClusters clusters;
    private final Yardstick yardstick;
    private final List<AuditTail> audits;
    private final JavaChild overlord;

    private Turns(Closer parts, SimulatedClusters clusters, Yardstick yardstick, JavaChild overlord) {
        this.parts = parts;
        this.clusters = clusters;
        this.yardstick = yardstick;
        this.audits = clusters.clusters().stream().map(AuditTail::new).toList();
        this.overlord = overlord;
    }

    /**
     * Brings up the clusters, a store, and an Overlord that has run nothing yet.
     *
     * @param runSeconds how long each pod runs
     */
    static Turns begin(Path scratch, int clusterCount, int runSeconds, Progress progress)
            throws IOException, InterruptedException {
        Builds.here(progress).ensureWorld();
        Path template = PretendedPod.template(scratch, runSeconds);
        Closer parts = Closer.create();
        try {
            DerbyServer store = DerbyServer.start(scratch);
            parts.register(store::close);
            SimulatedClusters clusters = progress.step(clusterCount + " clusters", () -> up(scratch, clusterCount));
            parts.register(clusters::close);
            Yardstick yardstick = Yardstick.of(clusters, template);
            JavaChild overlord = overlord(scratch, store, template, clusters);
            parts.register(overlord::close);
            progress.note("  " + overlord.line() + "; a Job has " + yardstick.jobBytes() + " bytes");
            return new Turns(parts, clusters, yardstick, overlord);
        } catch (IOException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static SimulatedClusters up(Path scratch, int count) throws InterruptedException {
        try {
            return SimulatedClusters.up(Installation.find(), scratch, count);
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

    /** Runs so many tasks to their end, then so many Jobs of the loop; leaves nothing behind. */
    Pair pair(int tasks) throws InterruptedException {
        try {
            AuditTail.next(audits);
            overlord.tell(Integer.toString(tasks));
            Cost cost = JSON.readValue(overlord.line(), Cost.class);
            List<Answered> ofHenge = AuditTail.next(audits);
            clusters.clear();
            AuditTail.next(audits);
            yardstick.make(tasks);
            List<Answered> ofClientGo = new ArrayList<>();
            Stage.until("each pod of the client-go loop has a node", DispatchMain.PATIENCE, () -> {
                ofClientGo.addAll(AuditTail.next(audits));
                return ofClientGo.stream()
                                .filter(request -> request.what().equals("create pods/binding"))
                                .count()
                        >= tasks;
            });
            clusters.clear();
            return Pair.of(ofHenge, ofClientGo, cost);
        } catch (IOException e) {
            throw new IllegalStateException("The turn cannot be read", e);
        }
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
