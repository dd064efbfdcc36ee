package io.henge.druid.rest;

import com.google.common.collect.Comparators;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which placements are asked for, and in which order. One page costs one pass over all attempts at most: of those that fit, only as
 * many are kept as the page has, and shown.
 *
 * @param after where the page before has ended, null for the first page
 */
record AskedPlacements(
        Predicate<AttemptReport> which,
        Order order,
        @Nullable Mark after,
        int limit) {
    static final String CLUSTER = "cluster";
    static final String STATE = "state";
    static final String TYPE = "type";
    static final String DATA_SOURCE = "dataSource";
    static final String GROUP_ID = "groupId";
    static final String SORT = "sort";
    static final String CURSOR = "cursor";
    static final String LIMIT = "limit";

    static final int PAGE_USUAL = 100;
    static final List<String> NAMES = List.of(CLUSTER, STATE, TYPE, DATA_SOURCE, GROUP_ID, SORT, CURSOR, LIMIT);

    private static final int PAGE_MAX = 1_000;

    /** By what they are sorted; attempts that are alike in that come by task and number. */
    enum Order {
        TASK("task"),
        SINCE("since"),
        NEWEST("-since");

        private final String word;

        Order(String word) {
            this.word = word;
        }

        private Comparator<Mark> marks() {
            return switch (this) {
                case TASK -> Comparator.comparing(Mark::id);
                case SINCE -> Comparator.comparing(Mark::since).thenComparing(Mark::id);
                case NEWEST -> Comparator.comparing(Mark::since).reversed().thenComparing(Mark::id);
            };
        }

        static List<String> words() {
            return List.of(TASK.word, SINCE.word, NEWEST.word);
        }

        static Order of(@Nullable String word) {
            return word == null ? TASK : values()[words().indexOf(word)];
        }
    }

    /**
     * A place in an order.
     *
     * @param since {@link Instant#MIN} where attempts are in the order of their tasks
     */
    record Mark(Instant since, AttemptId id) {
        static Mark of(AttemptReport report) {
            return new Mark(report.progress().since(), report.id());
        }
    }

    /** @throws io.henge.druid.json.WrongInputException for a cluster, a state or an order that there is not, or another wrong value */
    static AskedPlacements of(Query query, LoopSnapshot snapshot) {
        @Nullable Integer limit = query.wholeNumber(LIMIT, 1, PAGE_MAX);
        // To know all clusters takes a pass over all attempts.
        @Nullable String cluster = query.text(CLUSTER) == null ? null : query.oneOf(CLUSTER, clusters(snapshot));
        @Nullable String state = query.oneOf(STATE, PlacementView.STATES);
        Order order = Order.of(query.oneOf(SORT, Order.words()));
        @Nullable String cursor = query.text(CURSOR);
        @Nullable String type = query.text(TYPE);
        @Nullable String dataSource = query.text(DATA_SOURCE);
        @Nullable String group = query.text(GROUP_ID);
        Predicate<AttemptReport> which = report -> admits(cluster, clusterOf(report))
                && admits(state, PlacementView.word(report.state()))
                && admits(type, report.demand().traits().type())
                && admits(dataSource, report.demand().traits().dataSource())
                && admits(group, report.demand().traits().groupId());
        return new AskedPlacements(
                which, order, cursor == null ? null : mark(query, order, cursor), limit == null ? PAGE_USUAL : limit);
    }

    private static boolean admits(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equals(value);
    }

    private static @Nullable String clusterOf(AttemptReport report) {
        @Nullable Attempt attempt = report.attempt();
        return attempt == null ? null : attempt.cluster().value();
    }

    /** Those that are registered, and those that are not any more and still have attempts. */
    private static List<String> clusters(LoopSnapshot snapshot) {
        TreeSet<String> names = new TreeSet<>();
        snapshot.clusters().forEach(cluster -> names.add(cluster.name().value()));
        snapshot.attempts().values().forEach(report -> {
            @Nullable String cluster = clusterOf(report);
            if (cluster != null) {
                names.add(cluster);
            }
        });
        return List.copyOf(names);
    }

    /** The page, and one more where there is a next one. */
    List<AttemptReport> page(LoopSnapshot snapshot) {
        Collection<AttemptReport> rest = order == Order.TASK && after != null
                ? snapshot.attempts().tailMap(after.id(), false).values()
                : snapshot.attempts().values();
        if (order == Order.TASK) {
            return rest.stream().filter(which).limit(limit + 1L).toList();
        }
        Comparator<Mark> marks = order.marks();
        return rest.stream()
                .filter(report -> after == null || marks.compare(Mark.of(report), after) > 0)
                .filter(which)
                .collect(Comparators.least(limit + 1, Comparator.comparing(Mark::of, marks)));
    }

    /** What to ask for the page behind that attempt with. */
    String cursor(AttemptReport last) {
        return (order == Order.TASK ? "" : last.progress().since() + "#") + last.id();
    }

    private static Mark mark(Query query, Order order, String cursor) {
        int begin = order == Order.TASK ? 0 : cursor.indexOf('#') + 1;
        int end = cursor.lastIndexOf('#');
        try {
            return new Mark(
                    order == Order.TASK ? Instant.MIN : Instant.parse(cursor.substring(0, Math.max(0, begin - 1))),
                    new AttemptId(
                            new TaskId(cursor.substring(begin, Math.max(begin, end))),
                            Integer.parseInt(cursor.substring(end + 1))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw query.wrong(
                    CURSOR, cursor, "the cursor of the page before, as it was given out, with the same `sort`");
        }
    }
}
