package io.henge.druid.rest;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.druid.runner.Fleet;
import io.henge.druid.store.History;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * One page of a history that the ledger keeps, as it is asked for: about what, how many, and below which number.
 *
 * @param before what the page has is numbered below it
 */
record AskedHistory(@Nullable TaskId task, @Nullable ClusterName cluster, long before, int limit) {
    static final int PAGE_USUAL = 100;

    static final String TASK = "task";
    static final String CLUSTER = "cluster";
    static final String CURSOR = "cursor";
    static final String LIMIT = "limit";

    private static final int PAGE_MAX = 1_000;

    /** @throws io.henge.druid.json.WrongInputException for a wrong value */
    static AskedHistory of(Query query) {
        @Nullable Integer wanted = query.wholeNumber(LIMIT, 1, PAGE_MAX);
        return new AskedHistory(
                named(query, TASK, TaskId::new),
                named(query, CLUSTER, ClusterName::new),
                before(query),
                wanted == null ? PAGE_USUAL : wanted);
    }

    private static <T> @Nullable T named(Query query, String parameter, Function<String, T> type) {
        @Nullable String value = query.text(parameter);
        try {
            return value == null ? null : type.apply(value);
        } catch (IllegalArgumentException e) {
            throw query.wrong(parameter, value, "a name that a " + parameter + " can have");
        }
    }

    private static long before(Query query) {
        @Nullable String cursor = query.text(CURSOR);
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            long number = Long.parseLong(cursor);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below: it is no number, or one that nothing has.
        }
        throw query.wrong(CURSOR, cursor, "the cursor of the page before, as it was given out");
    }

    /** How many to ask the ledger for: one more than are shown says whether there is a next page. */
    int limitAndOne() {
        return limit + 1;
    }

    /** What to ask for the next page with, null after the last one. */
    <T> @Nullable String cursor(List<T> found, Function<T, Long> number) {
        return found.size() > limit ? number.apply(found.get(limit - 1)).toString() : null;
    }

    /**
     * What the ledger answers in time, as a page; or that it does not.
     *
     * @throws io.henge.druid.json.WrongInputException where there is nothing, and never was such a cluster
     */
    <T> Response answer(Query query, Fleet fleet, CompletionStage<List<T>> asked, Function<List<T>, Object> page) {
        try {
            List<T> found = asked.toCompletableFuture().get(2 * History.ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
            if (found.isEmpty()) {
                refuseUnknownCluster(query, fleet);
            }
            return Response.ok(page.apply(found)).build();
        } catch (TimeoutException | ExecutionException e) {
            return Answers.unavailable("The ledger has not answered within "
                    + History.ANSWER_MAX.toSeconds()
                    + " s: the metadata store holds it up, or many ask at once. Ask again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answers.unavailable("The Overlord is stopping");
        }
    }

    /** A cluster that is not registered any more may have a history: only where there is none is its name taken for a mistake. */
    private static void refuseUnknownCluster(Query query, Fleet fleet) {
        var unused = query.oneOf(
                CLUSTER,
                fleet.snapshot().clusters().stream()
                        .map(cluster -> cluster.name().value())
                        .toList());
    }
}
