package io.henge.bench.dispatch;

import io.henge.bench.dispatch.AuditTail.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a number of Jobs came to run, as the API servers saw it.
 *
 * @param createsPerSecond from the first Job made to the last
 * @param longestGap the longest time between two of them
 * @param untilBound from the first Job made until each pod had its node, in seconds
 */
record Course(int jobs, double createsPerSecond, double longestGap, double untilBound) {
    private static final int CREATED = 201;
    private static final double NANOS_PER_SECOND = 1e9;

    static Course of(List<Answered> answered) {
        List<Instant> created = times(answered, "create jobs");
        List<Instant> bound = times(answered, "create pods/binding");
        Instant first = created.get(0);
        Duration longest = Duration.ZERO;
        for (int i = 1; i < created.size(); i++) {
            Duration gap = Duration.between(created.get(i - 1), created.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return new Course(
                created.size(),
                (created.size() - 1) / seconds(Duration.between(first, created.get(created.size() - 1))),
                seconds(longest),
                seconds(Duration.between(first, bound.get(bound.size() - 1))));
    }

    private static List<Instant> times(List<Answered> answered, String what) {
        return answered.stream()
                .filter(request -> request.what().equals(what) && request.code() == CREATED)
                .map(Answered::at)
                .sorted()
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    /** Henge's requests, by what they ask for. */
    static Map<String, Integer> requestsOfHenge(List<Answered> answered) {
        Map<String, Integer> counts = new TreeMap<>();
        answered.stream().filter(Answered::isOfHenge).forEach(request -> counts.merge(request.what(), 1, Integer::sum));
        return counts;
    }
}
