package io.henge.kubernetes.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.henge.core.cluster.ClusterEvent;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.Excerpt;
import io.henge.kubernetes.sighting.ClusterNamespace;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the events of a cluster warn of: all of them at once, for all who ask meanwhile, and seldom where that takes
 * the API server long, which keeps events in no cache and reads each to find those that warn. However many pods wait, that
 * is at most one request under way, {@value #PAGES_MAX} pages a time, and rests in between that are {@value #REST} times as
 * long. Where there are more pages, the next reading goes on there. Safe for use by several threads.
 */
final class EventReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventReader.class);

    private static final int PAGE = 500;
    private static final int PAGES_MAX = 4;

    /** Objects that something is known of, where it takes more than one reading to see all. */
    private static final int KNOWN_MAX = 5_000;

    private static final int REST = 3;
    private static final Duration REST_MIN = Duration.ofSeconds(1);

    /** Who has asked for as long is told what was known before, so that it delays nobody who has more to do. */
    private static final Duration ASK_MAX = Duration.ofSeconds(5);

    /** With {@link #MESSAGE_MAX}: Druid cuts the middle out of an error message of more than 1,024 characters. */
    private static final int TOLD_MAX = 3;

    private static final int MESSAGE_MAX = 300;

    /** As far as seconds: some times have fractions of them and some have not. */
    private static final int SECONDS_END = "2026-01-01T00:00:00".length();

    private static final Excerpt FIELDS = Excerpt.of("metadata")
            .and(
                    "items",
                    Excerpt.of("reason", "message", "lastTimestamp", "eventTime", "series")
                            .and("involvedObject", Excerpt.of("uid")));

    private final ClusterNamespace place;
    private final ScheduledExecutorService timer;

    /** Why they could not be read the last time, so that it is told once; null if they could. */
    private volatile @Nullable String refusal;

    /** What was read last, by the uid of the object that it is about. */
    private volatile Map<String, List<ClusterEvent>> known = Map.of();

    /** Where the next reading goes on; empty for from the beginning. Used by one reading after the other. */
    private volatile String from = "";

    private volatile boolean closed;

    /** Those who wait for the next reading. */
    @GuardedBy("this")
    private List<Asker> asking = new ArrayList<>();

    /** Whether a reading is under way or about to be. */
    @GuardedBy("this")
    private boolean reading;

    /** No reading begins before that, by {@link System#nanoTime}; null before the first. */
    @GuardedBy("this")
    private @Nullable Long restUntil;

    /** Somebody who wants to know of one object. */
    private record Asker(String uid, CompletableFuture<List<ClusterEvent>> answer) {}

    EventReader(ClusterNamespace place, ScheduledExecutorService timer) {
        this.place = place;
        this.timer = timer;
    }

    /** The events of the object of that uid; none if they cannot be read. Ends within some seconds. */
    CompletionStage<List<ClusterEvent>> of(Api api, String uid) {
        Asker asker = new Asker(uid, new CompletableFuture<>());
        synchronized (this) {
            asking.add(asker);
            if (!reading) {
                reading = true;
                begin(api);
            }
        }
        if (closed) {
            close();
        }
        return asker.answer()
                .completeOnTimeout(List.of(), ASK_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(events -> events.isEmpty() ? known.getOrDefault(uid, List.of()) : events);
    }

    /** Whoever asks is told what is known. */
    @Override
    public void close() {
        closed = true;
        List<Asker> askers;
        synchronized (this) {
            askers = asking;
            asking = new ArrayList<>();
        }
        askers.forEach(asker -> asker.answer().complete(List.of()));
    }

    @GuardedBy("this")
    private void begin(Api api) {
        long rest = restUntil == null ? 0 : Math.max(0, restUntil - System.nanoTime());
        try {
            ScheduledFuture<?> unused = timer.schedule(() -> read(api), rest, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The connection is closed", e);
        }
    }

    private void read(Api api) {
        List<Asker> askers;
        synchronized (this) {
            askers = asking;
            asking = new ArrayList<>();
        }
        long begun = System.nanoTime();
        String start = from;
        CompletionStage<List<Event>> pages;
        try {
            pages = page(api, start, new ArrayList<>(), 1);
        } catch (RuntimeException e) {
            pages = CompletableFuture.failedStage(e);
        }
        pages.thenAccept(events -> take(events, !start.isEmpty())).whenComplete((done, failure) -> {
            if (failure != null) {
                log.error("The events of cluster[{}] could not be read", place.cluster(), failure);
            }
            askers.forEach(asker -> asker.answer().complete(known.getOrDefault(asker.uid(), List.of())));
            read(api, System.nanoTime() - begun);
        });
    }

    /** What a reading that went on has not shown again stays, as long as it is not too much. */
    private void take(List<Event> events, boolean wentOn) {
        Map<String, List<ClusterEvent>> all = new HashMap<>(wentOn && known.size() < KNOWN_MAX ? known : Map.of());
        all.putAll(byObject(events));
        known = Map.copyOf(all);
    }

    /** Goes on for those who have asked meanwhile. */
    private synchronized void read(Api api, long tookNanos) {
        restUntil = System.nanoTime() + Math.max(REST_MIN.toNanos(), REST * tookNanos);
        reading = !asking.isEmpty();
        if (reading) {
            begin(api);
        }
    }

    /** Reads on from there; all that was read before stays also if the rest cannot be had. */
    private CompletionStage<List<Event>> page(Api api, String at, List<Event> before, int number) {
        String query = "?limit=" + PAGE + "&fieldSelector=" + encoded("type=Warning")
                + (at.isEmpty() ? "" : "&continue=" + encoded(at));
        return Exchange.then(
                api.listAsync("api/v1/namespaces/" + place.namespace() + "/events" + query),
                answer -> {
                    from = "";
                    if (answer.code() == HttpURLConnection.HTTP_GONE && !at.isEmpty()) {
                        // It was too long ago: etcd does not know that state any more.
                        return page(api, "", before, number);
                    }
                    if (!answer.isSuccess()) {
                        refused("The API server answered " + answer.code() + ": " + answer.why());
                        return CompletableFuture.completedStage(before);
                    }
                    refusal = null;
                    EventList list = answer.as(EventList.class, FIELDS);
                    before.addAll(list.getItems());
                    @Nullable
                    String next = list.getMetadata() == null
                            ? null
                            : list.getMetadata().getContinue();
                    if (next == null || next.isEmpty()) {
                        return CompletableFuture.completedStage(before);
                    }
                    from = next;
                    return number == PAGES_MAX
                            ? CompletableFuture.completedStage(before)
                            : page(api, next, before, number + 1);
                },
                e -> {
                    from = "";
                    refused(ApiFailures.sentence(e));
                    return before;
                });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void refused(String why) {
        if (!why.equals(refusal)) {
            log.warn("Error messages lack the events of cluster[{}], which cannot be read. {}", place.cluster(), why);
        }
        refusal = why;
    }

    private static Map<String, List<ClusterEvent>> byObject(List<Event> events) {
        Map<String, List<Event>> grouped = events.stream()
                .filter(event -> event != null
                        && event.getInvolvedObject() != null
                        && event.getInvolvedObject().getUid() != null)
                .collect(
                        Collectors.groupingBy(event -> event.getInvolvedObject().getUid()));
        return grouped.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> newest(entry.getValue())));
    }

    /** The last of each reason, the newest first. */
    static List<ClusterEvent> newest(List<Event> events) {
        Map<String, ClusterEvent> byReason = new LinkedHashMap<>();
        events.stream()
                .sorted(Comparator.comparing(EventReader::timeOf).reversed())
                .forEach(event -> byReason.putIfAbsent(
                        String.valueOf(event.getReason()),
                        new ClusterEvent(String.valueOf(event.getReason()), line(event.getMessage()))));
        return byReason.values().stream().limit(TOLD_MAX).toList();
    }

    private static String line(@Nullable String message) {
        String line = String.valueOf(message).strip().replaceAll("\\s+", " ");
        return line.length() <= MESSAGE_MAX ? line : line.substring(0, MESSAGE_MAX) + "…";
    }

    private static String timeOf(Event event) {
        @Nullable
        MicroTime last = event.getSeries() == null ? null : event.getSeries().getLastObservedTime();
        String time = Stream.of(
                        Optional.ofNullable(event.getLastTimestamp()),
                        Optional.ofNullable(last).map(MicroTime::getTime),
                        Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse("");
        return time.substring(0, Math.min(SECONDS_END, time.length()));
    }
}
