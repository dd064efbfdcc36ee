package io.henge.bench.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The objects of one kind, with what happened to them of late. Guarded by its own lock. */
final class Kept {
    /** More than ever happens between a list and the watch that follows it. */
    private static final int HISTORY_MAX = 50_000;

    private final TreeMap<String, ObjectNode> objects = new TreeMap<>();
    private final Deque<Event> history = new ArrayDeque<>();
    private long version = 1;

    /** One line of a watch. */
    record Event(long version, String line) {}

    /** Some objects in order; {@code next} is where the rest begins, null if this is the rest. */
    record Page(List<String> items, long version, @Nullable String next) {}

    /** Keeps a new object, or a new state of one; false if it was to be new and is not. */
    synchronized boolean put(ObjectNode object, boolean isNew) {
        String name = object.path("metadata").path("name").asText();
        if (isNew == objects.containsKey(name)) {
            return false;
        }
        happened(isNew ? "ADDED" : "MODIFIED", object);
        objects.put(name, object);
        return true;
    }

    synchronized @Nullable ObjectNode find(String name) {
        return objects.get(name);
    }

    synchronized void remove(String name) {
        @Nullable ObjectNode object = objects.remove(name);
        if (object != null) {
            happened("DELETED", object);
        }
    }

    private void happened(String what, ObjectNode object) {
        version++;
        ((ObjectNode) object.path("metadata")).put("resourceVersion", Long.toString(version));
        history.add(new Event(version, "{\"type\":\"" + what + "\",\"object\":" + object + "}\n"));
        if (history.size() > HISTORY_MAX) {
            history.remove();
        }
        notifyAll();
    }

    synchronized Page list(@Nullable String from, int limit) {
        NavigableMap<String, ObjectNode> rest = from == null ? objects : objects.tailMap(from, true);
        List<String> items = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> entry : rest.entrySet()) {
            if (items.size() == limit) {
                return new Page(items, version, entry.getKey());
            }
            items.add(entry.getValue().toString());
        }
        return new Page(items, version, null);
    }

    /** What happened after a point; waits until something has, at most for a while. */
    synchronized List<Event> after(long point, long millisMax) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        for (long left = millisMax; version == point && left > 0; left = millisUntil(until)) {
            wait(left);
        }
        ArrayDeque<Event> fresh = new ArrayDeque<>();
        var newestFirst = history.descendingIterator();
        while (newestFirst.hasNext()) {
            Event event = newestFirst.next();
            if (event.version() <= point) {
                break;
            }
            fresh.addFirst(event);
        }
        return List.copyOf(fresh);
    }

    private static long millisUntil(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
    }

    synchronized int size() {
        return objects.size();
    }
}
