package io.henge.bench.dispatch;

import io.henge.bench.dispatch.AuditTail.Answered;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a number of Jobs came to run, as the API servers saw it.
 *
 * @param createsPerSecond from the first Job made to the last
 * @param longestGap the longest time between two of them
 * @param untilBound from the first Job made until each pod had its node, in seconds
 */
public record Course(int jobs, double createsPerSecond, double longestGap, double untilBound) {
    private static final int CREATED = HttpURLConnection.HTTP_CREATED;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Of those requests. */
    public static Course of(List<Answered> answered) {
        List<Instant> created = times(answered, "create jobs", CREATED);
        List<Instant> bound = times(answered, "create pods/binding", CREATED);
        Instant first = created.get(0);
        Duration longest = Duration.ZERO;
        for (int i = 1; i < created.size(); i++) {
            Duration gap = Duration.between(created.get(i - 1), created.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return new Course(
                created.size(),
                perSecond(created),
                seconds(longest),
                seconds(Duration.between(first, bound.get(bound.size() - 1))));
    }

    /** How many of those requests succeeded per second, from the first of them to the last. */
    static double perSecond(List<Answered> answered, String what) {
        return perSecond(times(answered, what, HttpURLConnection.HTTP_OK));
    }

    private static double perSecond(List<Instant> sorted) {
        return sorted.size() < 2
                ? 0
                : (sorted.size() - 1) / seconds(Duration.between(sorted.get(0), sorted.get(sorted.size() - 1)));
    }

    private static List<Instant> times(List<Answered> answered, String what, int code) {
        return answered.stream()
                .filter(request -> request.what().equals(what) && request.code() == code)
                .map(Answered::at)
                .sorted()
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
