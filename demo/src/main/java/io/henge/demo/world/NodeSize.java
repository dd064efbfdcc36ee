package io.henge.demo.world;

/**
 * The nodes of every cluster of a world, as the scheduler sees them.
 *
 * @param cpu a Kubernetes quantity, as is {@code memory}
 */
public record NodeSize(int count, String cpu, String memory, int pods) {
    /** One node that takes eight peons of our template. */
    public static NodeSize standard() {
        return new NodeSize(1, "8", "16Gi", 110);
    }
}
