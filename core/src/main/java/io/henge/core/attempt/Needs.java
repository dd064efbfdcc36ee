package io.henge.core.attempt;

/** How much of a cluster's nodes an attempt holds: thousandths of a CPU core, and bytes of memory. */
public record Needs(long cpuMillis, long memoryBytes) {
    public Needs {
        if (cpuMillis < 0 || memoryBytes < 0) {
            throw new IllegalArgumentException(
                    "Needs are never negative, but got CPU[" + cpuMillis + "m] and memory[" + memoryBytes + "] bytes");
        }
    }
}
