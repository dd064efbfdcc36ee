package io.henge.demo.world;

import io.henge.cli.exit.Refused;
import io.henge.demo.druid.ClassSharing;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.DruidService;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.druid.Endpoints;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.process.FileClaim;
import io.henge.demo.process.OnExit;
import io.henge.demo.process.Part;
import io.henge.demo.process.Parts;
import io.henge.demo.process.PortBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running world. It ends with {@link #close()}, or with the process that brought it up, unless that process lets go
 * of it by {@link #leaveRunning()}.
 *
 * <p>Bringing up either succeeds or leaves no process behind, also when it is interrupted. Taking down works from any
 * process, at any time, any number of times: it ends exactly what was recorded as started here.
 */
public final class World implements AutoCloseable {
    private static final Set<String> ENDED_LAST =
            Set.of(DruidParts.ZOOKEEPER, StoreKind.DERBY.word(), StoreKind.POSTGRESQL.word());

    private final Installation installation;
    private final WorldDirectory directory;
    private final Parts parts;
    private Environment environment;
    private final OnExit.Registration ending;

    /** Held for as long as parts may be ended and started again by this process; null where another one holds it. */
    private final @Nullable PortBlock ports;

    private World(
            Installation installation,
            WorldDirectory directory,
            Parts parts,
            Environment environment,
            OnExit.Registration ending,
            @Nullable PortBlock ports) {
        this.installation = installation;
        this.directory = directory;
        this.parts = parts;
        this.environment = environment;
        this.ending = ending;
        this.ports = ports;
    }

    /** Brings a world up out of the checkout around us; returns once every part serves. */
    public static World up(WorldSpec spec, Progress progress) throws InterruptedException {
        Installation installation = Installation.find();
        installation.require(spec.druid(), !spec.clusters().names().isEmpty());
        DruidRuntime runtime = installation.druid(spec.druid().version());
        return up(installation, spec, installation.classes(runtime), progress);
    }

    /** As above, out of {@code installation} and with a say in how classes are loaded. */
    public static World up(Installation installation, WorldSpec spec, ClassSharing sharing, Progress progress)
            throws InterruptedException {
        WorldDirectory directory = new WorldDirectory(spec.directory());
        spec.routerPort().ifPresent(World::requireFree);
        directory.prepare();
        FileClaim claim = directory.claim();
        try {
            directory.clear(new Clusters(installation, directory, directory.parts()).running());
            return up(installation, spec, sharing, directory, progress);
        } finally {
            claim.close();
        }
    }

    private static World up(
            Installation installation,
            WorldSpec spec,
            ClassSharing sharing,
            WorldDirectory directory,
            Progress progress)
            throws InterruptedException {
        Parts parts = directory.parts();
        OnExit.Registration registration = OnExit.register(() -> {
            parts.close();
            endQuietly(installation, directory, progress);
        });
        PortBlock ports = PortBlock.reserve(new Random());
        boolean complete = false;
        try {
            Environment environment = new BringUp(installation, spec, sharing, parts, progress).run(ports);
            environment.write(directory.environment());
            complete = true;
            return new World(installation, directory, parts, environment, registration, ports);
        } catch (IOException e) {
            throw new UncheckedIOException("env.json cannot be written", e);
        } finally {
            // While the process is being interrupted, its hook does the same.
            if (!complete && !OnExit.isRunning()) {
                parts.close();
                progress.note("Taking down what was started.");
                end(installation, directory);
                registration.close();
            }
            if (!complete) {
                ports.close();
            }
        }
    }

    /** The world that was brought up in {@code directory}, maybe by another process; refuses if there is none. */
    public static World open(Path directory) {
        WorldDirectory world = new WorldDirectory(directory.toAbsolutePath().normalize());
        try {
            Environment environment = Environment.read(world.environment())
                    .orElseThrow(() -> new Refused(List.of("--dir: no world is up in " + world.root()
                            + " (it has no env.json). Bring one up with ./henge up --dir " + world.root() + ".")));
            return new World(Installation.find(), world, world.parts(), environment, OnExit.none(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(world.environment() + " cannot be read", e);
        }
    }

    public Environment environment() {
        return environment;
    }

    public WorldDirectory directory() {
        return directory;
    }

    /** Lets the world go on after this process. */
    public void leaveRunning() {
        ending.close();
        freePorts();
    }

    private void freePorts() {
        if (ports != null) {
            ports.close();
        }
    }

    /** Ends one part, such as {@code derby} or {@code overlord-1}, and leaves its files for {@link #start}. */
    public void end(String part) throws InterruptedException {
        OwnPart known = OwnPart.named(part, environment);
        FileClaim claim = directory.claim();
        try {
            parts.end(parts.running(known.name()).stream().toList());
        } finally {
            claim.close();
        }
    }

    /** Starts a part that has ended as it was: same command line, port and files; returns once it serves. */
    public void start(String part) throws InterruptedException {
        start(part, Map.of());
    }

    /** As above, with more variables in its environment. */
    public void start(String part, Map<String, String> environmentVariables) throws InterruptedException {
        OwnPart ended = OwnPart.named(part, environment);
        FileClaim claim = directory.claim();
        try {
            Part started = parts.startAgain(part, environmentVariables);
            new Readiness().awaitServing(started, ended.where());
            changed(environment.restarted(ended.pid(), started.pid()));
        } finally {
            claim.close();
        }
    }

    /**
     * Lets a cluster be lost at one blow: its control plane, its nodes and whatever its pods run are killed; its data and its
     * addresses stay for {@link Blackout#end}.
     */
    public Blackout lose(String cluster) throws InterruptedException {
        return Blackout.begin(this, cluster);
    }

    Parts parts() {
        return parts;
    }

    /** Takes note of what has changed of where everything is. */
    void changed(Environment now) {
        try {
            now.write(directory.environment());
        } catch (IOException e) {
            throw new UncheckedIOException("env.json cannot be written", e);
        }
        environment = now;
    }

    /** Starts one more service beside those of the world, with which it ends; returns once it serves. */
    public void add(DruidService service) throws InterruptedException {
        Endpoints endpoints = Endpoints.of(
                environment.zookeeper().connect(), environment.metadata().jdbcUrl());
        DruidVersion version = environment.version();
        DruidParts druid = new DruidParts(
                directory,
                parts,
                installation.druid(version, endpoints.store()),
                installation.classes(installation.druid(version)));
        FileClaim claim = directory.claim();
        try (PortBlock ports = PortBlock.reserve(new Random())) {
            int port = ports.take();
            Part added = druid.service(service.command(), service, port, endpoints, Map.of());
            new Readiness().awaitServing(added, "http://" + Endpoints.HOST + ":" + port);
        } finally {
            claim.close();
        }
    }

    /** Ends every process of this world; logs and files stay. */
    @Override
    public void close() {
        FileClaim claim = directory.claim();
        try {
            end(installation, directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while taking the world in " + directory.root() + " down", e);
        } finally {
            claim.close();
            ending.close();
            freePorts();
        }
    }

    /** Ends whatever runs in {@code directory}, complete or not; says how many processes that were. */
    public static int down(Path directory, Progress progress) throws InterruptedException {
        WorldDirectory world = new WorldDirectory(directory.toAbsolutePath().normalize());
        if (!Files.isDirectory(world.root())) {
            throw new Refused(List.of("--dir: " + world.root() + " does not exist, so no world can be ended there."
                    + " Give the directory that ./henge up was given."));
        }
        FileClaim claim = world.claim();
        try {
            return progress.step("taking the world down", () -> end(Installation.find(), world));
        } finally {
            claim.close();
        }
    }

    private static int end(Installation installation, WorldDirectory directory) throws InterruptedException {
        // Parts of its own: those of a failed start refuse to start anything, also localkube's "down".
        Parts parts = directory.parts();
        List<Part> running = parts.running();
        parts.end(running.stream()
                .filter(part -> !ENDED_LAST.contains(part.name()))
                .toList());
        try (Steps steps = new Steps()) {
            Clusters clusters = new Clusters(installation, directory, parts);
            for (Path cluster : directory.clusterDirectories()) {
                steps.begin(() -> {
                    clusters.down(cluster);
                    return cluster;
                });
            }
            parts.end(running.stream()
                    .filter(part -> ENDED_LAST.contains(part.name()))
                    .toList());
            steps.awaitAll();
        }
        try {
            Files.deleteIfExists(directory.environment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return running.size();
    }

    private static void endQuietly(Installation installation, WorldDirectory directory, Progress progress) {
        progress.note("Interrupted: ending what was started.");
        try {
            end(installation, directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void requireFree(int port) {
        if (!PortBlock.isFree(port)) {
            throw new Refused(List.of("--router-port: port " + port
                    + " is in use. Choose another one, or leave it out to have a free port chosen."));
        }
    }
}
