package io.henge.bench.world;

import io.henge.demo.world.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals to processes of a world. */
public final class Signals {
    private Signals() {}

    /** Sends {@code KILL}, {@code STOP} or {@code CONT}. */
    public static void send(String signal, List<Long> pids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("Processes " + pids + " cannot be sent " + signal);
        }
    }

    /** All processes of a cluster. */
    static List<Long> pids(Environment.Cluster cluster) {
        Environment.Pids pids = cluster.pids();
        List<Long> all =
                new ArrayList<>(List.of(pids.etcd(), pids.apiserver(), pids.controllerManager(), pids.scheduler()));
        all.addAll(pids.nodes());
        return all;
    }
}
