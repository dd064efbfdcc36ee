package io.henge.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * A row of ports that no other starting world takes, handed out one by one if free.
 *
 * <p>The ports lie below Linux' default range for outgoing connections (from 32768), so no client socket grabs one
 * between our look and the bind of the service. Whoever starts worlds in parallel is kept apart by a claim per block,
 * held until {@link #close()}: by then the services have bound, and none of them is ended to be started again.
 */
public final class PortBlock implements AutoCloseable {
    private static final int FIRST = 20_000;
    private static final int SIZE = 25;
    private static final int BLOCKS = 400;

    private final FileClaim claim;
    private final int end;
    private int next;

    private PortBlock(FileClaim claim, int start) {
        this.claim = claim;
        this.next = start;
        this.end = start + SIZE;
    }

    /** Reserves a block; {@code random} chooses where to begin looking. */
    public static PortBlock reserve(Random random) {
        Path directory =
                Path.of(System.getProperty("java.io.tmpdir"), "henge-ports-" + System.getProperty("user.name"));
        int begin = random.nextInt(BLOCKS);
        try {
            Files.createDirectories(directory);
            for (int i = 0; i < BLOCKS; i++) {
                int block = (begin + i) % BLOCKS;
                Optional<FileClaim> claim = FileClaim.take(directory.resolve("block-" + block));
                if (claim.isPresent()) {
                    return new PortBlock(claim.get(), FIRST + block * SIZE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be used to share out ports", e);
        }
        throw new PartFailed("All ports from " + FIRST + " to " + (FIRST + BLOCKS * SIZE - 1)
                + " are reserved by worlds which are starting. Wait for one of them.");
    }

    /** The next port of the block that nobody listens on. */
    public synchronized int take() {
        while (next < end) {
            int port = next++;
            if (isFree(port)) {
                return port;
            }
        }
        throw new PartFailed("Fewer ports are free below " + end + " than a world needs. Try again.");
    }

    /** Whether a service could bind {@code port} on the loopback address and on all addresses now. */
    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address, 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    @Override
    public void close() {
        claim.close();
    }
}
