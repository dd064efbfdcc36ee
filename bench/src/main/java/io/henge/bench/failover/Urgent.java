package io.henge.bench.failover;

import io.henge.bench.figure.Latencies;
import io.henge.bench.overlord.Overlord;
import io.henge.core.attempt.TaskId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * New tasks that are more urgent than all others, a few each second, each shut down once it runs: how soon they have a place. To be
 * looked at again and again, by one thread.
 */
final class Urgent {
    private static final long EVERY_NANOS = 200_000_000;

    private final Overlord overlord;

    /** Those that have no place yet, and when they came. */
    private final Map<String, Long> waiting = new HashMap<>();

    /** Those that have one. */
    private final Map<String, Long> placed = new HashMap<>();

    private LongStream.Builder took = LongStream.builder();
    private long next = System.nanoTime();
    private int number;

    Urgent(Overlord overlord) {
        this.overlord = overlord;
    }

    /** Hands in what has to come, and sees what has a place by now; always false. */
    boolean look() {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next += EVERY_NANOS;
            String task = "urgent-" + number++;
            waiting.put(task, now);
            overlord.run(task, AskedPlace.anywhere(AskedPlace.URGENT), () -> {});
        }
        Iterator<Map.Entry<String, Long>> all = waiting.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Long> one = all.next();
            if (overlord.snapshot()
                    .find(new TaskId(one.getKey()))
                    .filter(report -> report.attempt() != null)
                    .isPresent()) {
                took.add(System.nanoTime() - one.getValue());
                placed.put(one.getKey(), now);
                all.remove();
            }
        }
        placed.keySet().removeIf(task -> {
            boolean runs = overlord.isRunning(task);
            if (runs) {
                overlord.shutdown(task);
            }
            return runs;
        });
        return false;
    }

    /** How long those took that were placed since this was last asked. */
    Latencies take() {
        Latencies latencies = new Latencies(took.build().toArray());
        took = LongStream.builder();
        return latencies;
    }
}
