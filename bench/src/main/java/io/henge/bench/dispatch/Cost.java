package io.henge.bench.dispatch;

import io.henge.bench.figure.OwnProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process spent.
 *
 * @param cpuSeconds processor time, of the collector and the compiler too
 * @param cpuSecondsByThread of the threads that were there at the end, the virtual machine's own too, by the first
 *     15 characters of their names without clusters and numbers, and of all others
 * @param heapMebibytes what is in use after a collection
 */
record Cost(double cpuSeconds, Map<String, Double> cpuSecondsByThread, double heapMebibytes) {
    /** Measures from its beginning on. */
    record Meter(double cpuSeconds, Map<String, Double> byThread) {
        private static final Path OWN_THREADS = Path.of("/proc/self/task");

        /** Of proc_pid_stat(5), counted from the field behind the name; system time follows. */
        private static final int USER_TICKS = 11;

        /** USER_HZ, which is the same on all architectures that Java runs on. */
        private static final double TICKS_PER_SECOND = 100;

        static Meter begin() {
            return new Meter(OwnProcess.cpuSeconds(), threadSeconds());
        }

        Cost end() {
            double spent = OwnProcess.cpuSeconds() - cpuSeconds;
            Map<String, Double> more = threadSeconds();
            byThread.forEach((name, seconds) -> more.computeIfPresent(name, (same, now) -> now - seconds));
            more.put(
                    "others",
                    spent
                            - more.values().stream()
                                    .mapToDouble(seconds -> seconds)
                                    .sum());
            more.values().removeIf(seconds -> seconds < 0.01);
            return new Cost(spent, more, OwnProcess.heapMebibytes());
        }

        private static Map<String, Double> threadSeconds() {
            Map<String, Double> byThread = new TreeMap<>();
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(OWN_THREADS)) {
                for (Path thread : threads) {
                    read(thread, byThread);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The threads of this process cannot be read", e);
            }
            return byThread;
        }

        private static void read(Path thread, Map<String, Double> byThread) throws IOException {
            try {
                String name = Files.readString(thread.resolve("comm"))
                        .strip()
                        .replaceAll("[0-9#]+", "")
                        .replace("henge-c-", "")
                        .replaceAll("[- ]+$", "");
                String stat = Files.readString(thread.resolve("stat"));
                String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                long ticks = Long.parseLong(afterName[USER_TICKS]) + Long.parseLong(afterName[USER_TICKS + 1]);
                byThread.merge(name, ticks / TICKS_PER_SECOND, Double::sum);
            } catch (NoSuchFileException e) {
                // It has ended meanwhile, and counts among the others.
            }
        }
    }
}
