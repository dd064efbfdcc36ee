package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.overlord.NotAnswered;
import io.henge.demo.druid.DruidCalls;
import io.henge.demo.process.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The proof by SQL, through the Router: every row arrived, and arrived once. */
final class Proof {
    /** A segment is loaded within seconds of its publishing; far beyond that something is broken. */
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(90);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final DruidCalls druid;
    private final String router;

    Proof(DruidCalls druid, String router) {
        this.druid = druid;
        this.router = router;
    }

    /**
     * Waits until every published segment is loaded, then counts.
     *
     * <p>Counting before that could find the right number although more is still to come.
     */
    List<Expectation> checks() throws InterruptedException {
        Optional<JsonNode> counted = Poll.first(LOAD_LIMIT, LOOK_EVERY, this::count);
        String rows = counted.map(row -> number(row.path("n").asLong())).orElse("not loaded");
        String distance = counted.map(row -> number(row.path("d").asLong())).orElse("not loaded");
        return List.of(
                new Expectation("COUNT(*)", number(Flights.ROWS), rows),
                new Expectation("SUM(distance)", number(Flights.DISTANCE), distance));
    }

    private Optional<JsonNode> count() {
        try {
            JsonNode segments = druid.sql(
                            router,
                            "SELECT COUNT(*) AS n, SUM(is_available) AS loaded FROM sys.segments WHERE datasource = '"
                                    + Flights.DATA_SOURCE + "' AND is_published = 1 AND is_overshadowed = 0")
                    .path(0);
            if (segments.path("n").asLong() == 0
                    || segments.path("n").asLong() != segments.path("loaded").asLong()) {
                return Optional.empty();
            }
            JsonNode row = druid.sql(router, "SELECT COUNT(*) AS n, SUM(distance) AS d FROM " + Flights.DATA_SOURCE)
                    .path(0);
            // The Broker may see the segments of the table a moment later than sys.segments does.
            return row.path("n").asLong() < Flights.ROWS ? Optional.empty() : Optional.of(row);
        } catch (NotAnswered notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
