package io.henge.bench.figure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process takes of its machine. */
public final class OwnProcess {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEBI = 1024.0 * 1024;

    private OwnProcess() {}

    /** The processor time so far, of the collector and the compiler too. */
    public static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / NANOS_PER_SECOND;
    }

    /** Collects, and tells how much of the heap is in use after that. */
    public static double heapMebibytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
    }
}
