package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.henge.core.cluster.ClusterEvent;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.sighting.ClusterNamespace;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the events of a cluster warn of, one request each time. Safe for use by several threads. */
final class EventReader {
    private static final Logger log = LoggerFactory.getLogger(EventReader.class);

    /** Equal events are counted in one by whoever sends them, so that one object seldom has more. */
    private static final int READ_MAX = 100;

    /** With {@link #MESSAGE_MAX}: Druid cuts the middle out of an error message of more than 1,024 characters. */
    private static final int TOLD_MAX = 3;

    private static final int MESSAGE_MAX = 300;

    /** As far as seconds: some times have fractions of them and some have not. */
    private static final int SECONDS_END = "2026-01-01T00:00:00".length();

    private final ClusterNamespace place;

    /** Why they could not be read the last time, so that it is told once; null if they could. */
    private volatile @Nullable String refusal;

    EventReader(ClusterNamespace place) {
        this.place = place;
    }

    /** The events of the object of that uid; none if they cannot be read. */
    List<ClusterEvent> of(Api api, String uid) throws InterruptedException {
        String selector = "involvedObject.uid=" + uid + ",type=Warning";
        try {
            Answer answer = api.list("api/v1/namespaces/" + place.namespace() + "/events?limit=" + READ_MAX
                    + "&fieldSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8));
            if (answer.isSuccess()) {
                refusal = null;
                return newest(answer.as(EventList.class).getItems());
            }
            refused("The API server answered " + answer.code() + ": " + answer.why());
        } catch (IOException e) {
            refused(ApiFailures.sentence(e));
        }
        return List.of();
    }

    private void refused(String why) {
        if (!why.equals(refusal)) {
            log.warn("Error messages lack the events of cluster[{}], which cannot be read. {}", place.cluster(), why);
        }
        refusal = why;
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
