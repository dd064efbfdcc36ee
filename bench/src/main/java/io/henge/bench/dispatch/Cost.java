package io.henge.bench.dispatch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process spent.
 *
 * @param cpuSeconds processor time, of the collector and the compiler too
 * @param cpuSecondsByThread of the threads that were there at the end, by their names without clusters and numbers
 * @param heapMebibytes what is in use after a collection
 */
record Cost(double cpuSeconds, Map<String, Double> cpuSecondsByThread, double heapMebibytes) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEBI = 1024.0 * 1024;

    /** Measures from its beginning on. */
    record Meter(double cpuSeconds, Map<String, Double> byThread) {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        static Meter begin() {
            return new Meter(processSeconds(), threadSeconds());
        }

        Cost end() {
            double spent = processSeconds() - cpuSeconds;
            Map<String, Double> more = threadSeconds();
            byThread.forEach((name, seconds) -> more.computeIfPresent(name, (same, now) -> now - seconds));
            more.values().removeIf(seconds -> seconds < 0.01);
            System.gc();
            return new Cost(
                    spent,
                    more,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI);
        }

        private static double processSeconds() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getProcessCpuTime()
                    / NANOS_PER_SECOND;
        }

        private static Map<String, Double> threadSeconds() {
            Map<String, Double> byThread = new TreeMap<>();
            for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
                if (thread != null) {
                    String name = thread.getThreadName()
                            .replaceAll("[0-9]+", "")
                            .replaceAll("henge-c-", "")
                            .replaceAll("-+$", "");
                    byThread.merge(
                            name, THREADS.getThreadCpuTime(thread.getThreadId()) / NANOS_PER_SECOND, Double::sum);
                }
            }
            return byThread;
        }
    }
}
