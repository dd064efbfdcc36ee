package io.henge.bench.ledger;

import io.henge.bench.figure.Latencies;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk itself needs to make one small write durable: no store on it can be faster. */
final class DiskSync {
    private static final int BYTES = 4_096;
    private static final int TIMES = 1_000;

    private DiskSync() {}

    /** Writes and syncs many times in a row, to a new file in {@code directory}. */
    static Latencies measure(Path directory) throws IOException {
        long[] nanos = new long[TIMES];
        try (FileChannel file = FileChannel.open(
                directory.resolve("synced"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < TIMES; i++) {
                ByteBuffer page = ByteBuffer.allocate(BYTES);
                long begin = System.nanoTime();
                while (page.hasRemaining()) {
                    file.write(page);
                }
                file.force(false);
                nanos[i] = System.nanoTime() - begin;
            }
        }
        return new Latencies(nanos);
    }
}
