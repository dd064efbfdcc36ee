package io.henge.bench.dispatch;

import io.henge.bench.dispatch.AuditTail.Answered;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One turn of Henge and one of the client-go loop, with the same number of the same Jobs.
 *
 * @param cost of Henge's turn, until nothing was left of its tasks
 * @param logsPerSecond of Henge's, from the first log read to the last
 * @param requests Henge's, by what they ask for
 */
record Pair(Course henge, Course clientGo, Cost cost, double logsPerSecond, Map<String, Integer> requests) {
    private static final double PER = 1_000;

    static Pair of(List<Answered> ofHenge, List<Answered> ofClientGo, Cost cost) {
        Map<String, Integer> counts = new TreeMap<>();
        ofHenge.stream().filter(Answered::isOfHenge).forEach(request -> counts.merge(request.what(), 1, Integer::sum));
        return new Pair(
                Course.of(ofHenge), Course.of(ofClientGo), cost, Course.perSecond(ofHenge, "get pods/log"), counts);
    }

    /** Of client-go's creates per second. */
    double share() {
        return henge.createsPerSecond() / clientGo.createsPerSecond();
    }

    /** Of client-go's time until each pod has a node. */
    double time() {
        return henge.untilBound() / clientGo.untilBound();
    }

    double cpuSecondsPerThousand() {
        return cost.cpuSeconds() * PER / henge.jobs();
    }

    /** How many of Henge's requests ask for that, per task. */
    double perTask(String what) {
        return requests.getOrDefault(what, 0) / (double) henge.jobs();
    }

    /** How many of Henge's requests ask for none of these, per task. */
    double othersPerTask(List<String> whats) {
        return requests.keySet().stream()
                .filter(what -> !whats.contains(what))
                .mapToDouble(this::perTask)
                .sum();
    }

    /** For who watches. */
    String words() {
        return String.format(
                Locale.ROOT,
                "  %.0f and %.0f creates/s (%.2f), all bound after %.1f and %.1f s (%.2f), longest gap %.2f and %.2f s,"
                        + " %.0f logs/s, CPU %.1f s: %s; %s",
                henge.createsPerSecond(),
                clientGo.createsPerSecond(),
                share(),
                henge.untilBound(),
                clientGo.untilBound(),
                time(),
                henge.longestGap(),
                clientGo.longestGap(),
                logsPerSecond,
                cost.cpuSeconds(),
                cost.cpuSecondsByThread(),
                requests);
    }
}
