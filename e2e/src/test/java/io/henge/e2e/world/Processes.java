package io.henge.e2e.world;

import io.henge.demo.world.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The processes of this machine by their whole command line, which {@link ProcessHandle} cuts where it is long. */
final class Processes {
    private Processes() {}

    /** Those, other than this one, whose command line contains every one of {@code parts}. */
    static List<ProcessHandle> with(String... parts) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> Stream.of(parts).allMatch(commandLine(process)::contains))
                .toList();
    }

    /** A cluster's control plane and nodes, without what its pods run. */
    static long[] of(Environment.Cluster cluster) {
        Environment.Pids pids = cluster.pids();
        return LongStream.concat(
                        LongStream.of(pids.etcd(), pids.apiserver(), pids.controllerManager(), pids.scheduler()),
                        pids.nodes().stream().mapToLong(Long::longValue))
                .toArray();
    }

    /** Sends a signal, such as {@code STOP}, {@code CONT} or {@code KILL}. */
    static void signal(String signal, long... pids) throws IOException, InterruptedException {
        for (long pid : pids) {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IOException("Process " + pid + " cannot be sent " + signal);
            }
        }
    }

    /** Whether it runs nothing any more, though its parent may not have taken note yet. */
    static boolean hasEnded(ProcessHandle process) {
        return commandLine(process).isEmpty();
    }

    /** Empty for a process that has ended. */
    private static String commandLine(ProcessHandle process) {
        try {
            byte[] raw = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return new String(raw, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
