package io.henge.demo.world;

import io.henge.demo.process.FileClaim;
import io.henge.demo.process.Part;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Parts;
import io.henge.demo.process.Poll;
import io.henge.demo.process.ProcessFiles;
import io.henge.demo.process.ProcessMark;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cluster that was lost at one blow, with all that it ran: every process of it was killed, none had a moment to say so.
 *
 * <p>Its network stays reserved, so that it can come back under the addresses that everybody knows. What is started then are
 * parts of the world, which end with it.
 */
public final class Blackout implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    /** What localkube calls the file whose lock reserves a network. */
    private static final String NETWORK_LOCK = ".lock";

    /** Of every process of a pod: where its node keeps what is the pod's. */
    private static final String POD_ROOT = "LOCALKUBE_ROOT";

    private final World world;
    private final String cluster;

    /** How each of its processes is started, by the name of the part, in that order. */
    private final Map<String, Command> commands;

    private boolean over;

    private Blackout(World world, String cluster, Map<String, Command> commands) {
        this.world = world;
        this.cluster = cluster;
        this.commands = commands;
    }

    private record Command(List<String> line, Path directory) {
        static Command of(long pid) {
            return new Command(ProcessFiles.commandLine(pid), ProcessFiles.directory(pid));
        }
    }

    static Blackout begin(World world, String name) throws InterruptedException {
        Environment.Cluster cluster = world.environment().cluster(name);
        Blackout blackout = new Blackout(world, name, commands(cluster));
        blackout.reserveNetwork(cluster);
        blackout.killAll(cluster);
        return blackout;
    }

    private static Map<String, Command> commands(Environment.Cluster cluster) {
        Environment.Pids pids = cluster.pids();
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("etcd", Command.of(pids.etcd()));
        commands.put("kube-apiserver", Command.of(pids.apiserver()));
        commands.put("kube-controller-manager", Command.of(pids.controllerManager()));
        commands.put("kube-scheduler", Command.of(pids.scheduler()));
        for (int i = 0; i < pids.nodes().size(); i++) {
            commands.put("node-" + i, Command.of(pids.nodes().get(i)));
        }
        return commands;
    }

    /** Takes over the lock on the network as soon as the last of the processes that hold it has ended. */
    private void reserveNetwork(Environment.Cluster cluster) throws InterruptedException {
        Parts parts = world.parts();
        if (parts.running(part("network")).isEmpty()) {
            Path lock = ProcessFiles.open(cluster.pids().etcd(), NETWORK_LOCK)
                    .orElseThrow(
                            () -> new PartFailed("The network of cluster " + this.cluster + " is held by no lock"));
            List<String> hold = List.of("flock", "--no-fork", lock.toString(), "sleep", "infinity");
            @SuppressWarnings("unused")
            Part held = parts.start(part("network"), hold, world.directory().root());
        }
    }

    /** First those who could tell how the others end. */
    private void killAll(Environment.Cluster cluster) throws InterruptedException {
        List<ProcessMark> own = cluster.pids().all().stream()
                .flatMap(pid -> ProcessMark.of(pid).stream())
                .toList();
        own.forEach(ProcessMark::kill);
        boolean gone = Poll.until(END_LIMIT, LOOK_EVERY, () -> {
            List<ProcessMark> left = Stream.concat(own.stream(), pods().stream())
                    .filter(ProcessMark::isAlive)
                    .toList();
            left.forEach(ProcessMark::kill);
            return left.isEmpty();
        });
        if (!gone) {
            throw new PartFailed("Processes of cluster " + this.cluster + " do not end: " + pods());
        }
    }

    private List<ProcessMark> pods() {
        return ProcessFiles.withVariable(POD_ROOT, world.directory().clusters().resolve(cluster) + "/");
    }

    /** How many processes its pods run. */
    public int podProcesses() {
        return pods().size();
    }

    /** Brings the cluster back as it was, without what its pods ran; returns once its API server serves. */
    public void end() throws InterruptedException {
        FileClaim claim = world.directory().claim();
        try {
            bringBack();
        } finally {
            claim.close();
        }
    }

    private void bringBack() throws InterruptedException {
        Environment.Cluster before = world.environment().cluster(cluster);
        Readiness readiness = new Readiness();
        URI apiServer = URI.create(before.apiServer());
        long etcd = start("etcd").pid();
        Part server = start("kube-apiserver");
        readiness.awaitApiServer(
                server, apiServer, world.directory().clusters().resolve(cluster).resolve("pki/ca.crt"));
        long controllerManager = start("kube-controller-manager").pid();
        long scheduler = start("kube-scheduler").pid();
        List<Long> nodes = new ArrayList<>();
        for (int i = 0; i < before.pids().nodes().size(); i++) {
            nodes.add(start("node-" + i).pid());
        }
        Environment.Pids pids = new Environment.Pids(etcd, server.pid(), controllerManager, scheduler, nodes);
        world.changed(world.environment().with(before.with(pids)));
        over = true;
    }

    /** Ends it, unless that was done. */
    @Override
    public void close() {
        if (!over) {
            try {
                end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Part start(String name) throws InterruptedException {
        Command command = commands.get(name);
        if (command == null) {
            throw new IllegalStateException("Nothing is known of Part[" + name + "] of cluster " + cluster);
        }
        return world.parts().start(part(name), command.line(), command.directory());
    }

    private String part(String name) {
        return "cluster-" + cluster + "-" + name;
    }
}
