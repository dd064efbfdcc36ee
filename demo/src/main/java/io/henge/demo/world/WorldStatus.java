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
        OwnPart.all(environment).forEach(part -> parts.add(own(part, recorded)));
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

    /** A process whose start time we recorded: a successor with the same pid does not count. */
    private static Entry own(OwnPart part, Map<String, ProcessMark> recorded) {
        Optional<ProcessMark> mark =
                Optional.ofNullable(recorded.get(part.name())).filter(known -> known.pid() == part.pid());
        return new Entry(part.name(), part.pid(), state(mark).word(), part.where());
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
