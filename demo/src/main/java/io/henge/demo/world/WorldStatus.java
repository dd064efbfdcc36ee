package io.henge.demo.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.henge.demo.process.ProcessMark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which processes of a world run.
 *
 * @param running whether all of them do
 */
public record WorldStatus(boolean running, List<Entry> parts) {
    public WorldStatus {
        parts = List.copyOf(parts);
    }

    /** Whether a process is there and can react. */
    public enum State {
        RUNNING,
        STOPPED,
        GONE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One process.
     *
     * @param where its address, or the empty string
     */
    public record Entry(String name, long pid, String state, String where) {}

    /** Looks at every process of the world in {@code directory}; refuses if there is none. */
    public static WorldStatus of(Path directory) {
        World world = World.open(directory);
        Environment environment = world.environment();
        Map<String, ProcessMark> recorded = world.directory().parts().running().stream()
                .collect(Collectors.toMap(part -> part.name(), part -> part.mark()));
        List<Entry> parts = new ArrayList<>();
        for (Environment.Cluster cluster : environment.clusters()) {
            parts.addAll(cluster(cluster));
        }
        parts.add(own(
                DruidParts.ZOOKEEPER,
                environment.zookeeper().pid(),
                environment.zookeeper().connect(),
                recorded));
        parts.add(own(
                DruidParts.DERBY,
                environment.metadata().pid(),
                environment.metadata().jdbcUrl(),
                recorded));
        for (int i = 0; i < environment.overlords().size(); i++) {
            parts.add(server("overlord-" + (i + 1), environment.overlords().get(i), recorded));
        }
        Environment.Services services = environment.services();
        if (services != null) {
            parts.add(server("coordinator", services.coordinator(), recorded));
            parts.add(server("broker", services.broker(), recorded));
            parts.add(server("historical", services.historical(), recorded));
            parts.add(server("router", services.router(), recorded));
        }
        return new WorldStatus(parts.stream().allMatch(part -> part.state().equals(State.RUNNING.word())), parts);
    }

    private static List<Entry> cluster(Environment.Cluster cluster) {
        Environment.Pids pids = cluster.pids();
        String prefix = "cluster " + cluster.name() + ": ";
        List<Entry> parts = new ArrayList<>();
        parts.add(foreign(prefix + "etcd", pids.etcd(), ""));
        parts.add(foreign(prefix + "apiserver", pids.apiserver(), cluster.apiServer()));
        parts.add(foreign(prefix + "controller manager", pids.controllerManager(), ""));
        parts.add(foreign(prefix + "scheduler", pids.scheduler(), ""));
        pids.nodes().forEach(node -> parts.add(foreign(prefix + "node", node, "")));
        return parts;
    }

    private static Entry server(String name, Environment.Server server, Map<String, ProcessMark> recorded) {
        return own(name, server.pid(), server.url(), recorded);
    }

    /** A process whose start time we recorded: a successor with the same pid does not count. */
    private static Entry own(String name, long pid, String where, Map<String, ProcessMark> recorded) {
        return new Entry(
                name,
                pid,
                state(Optional.ofNullable(recorded.get(name)).filter(mark -> mark.pid() == pid))
                        .word(),
                where);
    }

    private static Entry foreign(String name, long pid, String where) {
        return new Entry(name, pid, state(ProcessMark.of(pid)).word(), where);
    }

    private static State state(Optional<ProcessMark> mark) {
        return mark.map(there -> there.isStopped() ? State.STOPPED : State.RUNNING)
                .orElse(State.GONE);
    }

    public String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of strings and numbers are always JSON", e);
        }
    }
}
