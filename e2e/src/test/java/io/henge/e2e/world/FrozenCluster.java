package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A cluster that was stopped with peons in the middle of their work, as when its machines were suspended. */
final class FrozenCluster implements AutoCloseable {
    private final Place place;
    private final String name;

    /** By their tasks. */
    private final Map<String, ProcessHandle> peons = new TreeMap<>();

    private FrozenCluster(Place place, String name) {
        this.place = place;
        this.name = name;
    }

    /** Stops a cluster, and the peons of those of {@code tasks} that are there; there must be some. */
    static FrozenCluster freeze(Place place, String cluster, List<String> tasks)
            throws IOException, InterruptedException {
        FrozenCluster frozen = new FrozenCluster(place, cluster);
        for (String task : place.placedOn(cluster, tasks)) {
            frozen.peons.put(task, Place.peon(task).orElseThrow());
        }
        assertThat(frozen.peons).isNotEmpty();
        Processes.signal("STOP", Processes.of(place.cluster(cluster)));
        frozen.signalPeons("STOP");
        return frozen;
    }

    String name() {
        return name;
    }

    /** The tasks whose peons are frozen. */
    List<String> tasks() {
        return List.copyOf(peons.keySet());
    }

    /**
     * Lets the peons go on while their cluster can tell them nothing. Refused actions end them; a parent whose submissions are
     * refused tries again until its Job is deleted.
     */
    void thawPeonsAndAssertTheyAreRefused() throws IOException, InterruptedException {
        assertThat(peons.values()).noneMatch(Processes::hasEnded);
        signalPeons("CONT");
        Place.until("the thawed peons have ended, or submit in vain", () -> {
            String said = overlordLogs();
            return peons.entrySet().stream()
                    .allMatch(peon -> Processes.hasEnded(peon.getValue()) || submitsInVain(peon.getKey(), said));
        });
        String said = overlordLogs();
        assertThat(peons.keySet())
                .allMatch(task ->
                        said.contains("An action for task[" + task + "] is refused") || submitsInVain(task, said));
    }

    /** Lets the peons go on while their cluster can tell them nothing; returns once they have ended. */
    void thawPeonsUntilTheyHaveEnded() throws IOException, InterruptedException {
        assertThat(peons.values()).noneMatch(Processes::hasEnded);
        signalPeons("CONT");
        Place.until("the thawed peons have ended", () -> peons.values().stream().allMatch(Processes::hasEnded));
    }

    private static boolean submitsInVain(String task, String said) {
        return said.contains("A submission by attempt[" + task + "#1] is refused");
    }

    /** Lets the cluster itself go on. */
    void thaw() throws IOException, InterruptedException {
        Processes.signal("CONT", Processes.of(place.cluster(name)));
    }

    /** Lets everything go on, for whoever uses the world next. */
    @Override
    public void close() throws IOException {
        try {
            signalPeons("CONT");
            thaw();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signalPeons(String signal) throws IOException, InterruptedException {
        for (ProcessHandle peon : peons.values()) {
            if (!Processes.hasEnded(peon)) {
                Processes.signal(signal, peon.pid());
            }
        }
    }

    private String overlordLogs() throws IOException {
        StringBuilder said = new StringBuilder();
        try (Stream<Path> logs = Files.list(place.world().directory().logs())) {
            for (Path log : logs.filter(file -> file.getFileName().toString().startsWith("overlord"))
                    .toList()) {
                said.append(Files.readString(log));
            }
        }
        return said.toString();
    }
}
