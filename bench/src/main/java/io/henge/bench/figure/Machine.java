package io.henge.bench.figure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What the figures were measured on.
 *
 * @param load how many processes wanted a core in the minute before
 */
public record Machine(int cores, double load, long memoryMiB, String system, String jvm, long heapMiB) {
    private static final long MEBI = 1024L * 1024;

    /** This machine, and the Java virtual machine that the benchmarks run in. */
    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system.getSystemLoadAverage(),
                system.getTotalMemorySize() / MEBI,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                Runtime.getRuntime().maxMemory() / MEBI);
    }

    String words() {
        return String.format(
                Locale.ROOT,
                "%d cores with a load of %.1f before, %,d MiB of memory, %s; %s with a heap of at most %,d MiB",
                cores,
                load,
                memoryMiB,
                system,
                jvm,
                heapMiB);
    }
}
