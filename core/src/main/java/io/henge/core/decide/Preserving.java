package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.JobSighting;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.StatePreservation;
import io.henge.core.failover.StatePreservation.Rule;
import io.henge.core.failover.StatePreservation.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt leaves to the next one of its task. What an attempt was given is only replaced by what is read of itself once it
 * is well: of two that are lost one after the other, the second of which never came that far, the next is given what is known of
 * the first.
 */
public final class Preserving {
    /** A pod that has run for so long is past what kills many at once. */
    public static final Duration SETTLED = Duration.ofSeconds(10);

    private static final int REASON_MAX = 200;

    private Preserving() {}

    /** What is to be read of the attempt while it is well; nothing for tasks of which no policy says so, and for sub-tasks. */
    public static List<Rule> rulesOf(AttemptView view) {
        if (Disposition.isSubTask(view.traits())) {
            return List.of();
        }
        @Nullable StatePreservation state = view.preference().asked().failover().state();
        List<Rule> rules = new ArrayList<>(state == null ? List.of() : state.rules());
        if (Disposition.isStreaming(view.traits())) {
            String task = view.task().value().replace("\\", "\\\\").replace("'", "\\'");
            String path = "$.payload.activeTasks[?(@.id == '" + task + "')].currentOffsets";
            rules.add(new Rule(Preserved.OFFSETS, Source.SUPERVISOR, path));
        }
        return rules;
    }

    /** Whether something is to be read of it, now or later. */
    public static boolean isKept(AttemptView view) {
        @Nullable Attempt attempt = view.attempt();
        boolean stays = view.isPlaced() && !view.has(Mark.RELEASED) && view.withdrawal() == null;
        return stays
                && attempt != null
                && attempt.location() != null
                && !rulesOf(view).isEmpty();
    }

    /** Whether the attempt is well, as far as its cluster shows, which is well itself. */
    public static boolean isWell(AttemptView view, @Nullable JobSighting seen, Instant now) {
        @Nullable Attempt attempt = view.attempt();
        return isKept(view)
                && attempt != null
                && hasRunFor(attempt, SETTLED, now)
                && seen != null
                && seen.isOf(attempt)
                && seen.phase() == JobSighting.Phase.RUNNING
                && seen.seenPod() != null
                && seen.seenPod().ready();
    }

    private static boolean hasRunFor(Attempt attempt, Duration time, Instant now) {
        @Nullable Instant since = attempt.startedAt();
        return since != null && !now.isBefore(since.plus(time));
    }

    /**
     * What is known for the next attempt after the present one, which is well, was read.
     *
     * @param node where its pod runs, if that is seen
     */
    public static Preserved captured(
            Attempt attempt,
            SortedMap<String, String> values,
            SortedMap<String, String> warnings,
            @Nullable String node) {
        Preserved known = attempt.preserved();
        if (!values.isEmpty()) {
            known = ofPresent(attempt, node);
            for (Map.Entry<String, String> value : values.entrySet()) {
                known = known.with(value.getKey(), value.getValue());
            }
        }
        for (Map.Entry<String, String> warning : warnings.entrySet()) {
            known = known.warning(warning.getKey(), warning.getValue());
        }
        return known;
    }

    private static Preserved ofPresent(Attempt attempt, @Nullable String node) {
        @Nullable Location location = attempt.location();
        String where = " in namespace[" + attempt.address().namespace() + "] of cluster[" + attempt.cluster() + "]";
        boolean isNew = !isOf(attempt);
        Preserved known = attempt.preserved()
                .with(Preserved.LAST_ATTEMPT, Integer.toString(attempt.id().number()))
                .with(Preserved.LAST_CLUSTER, attempt.cluster().value())
                .with(
                        Preserved.LOG_LOCATION,
                        location == null
                                ? "job[" + attempt.address().job() + "]" + where
                                : "pod[" + location.pod() + "]" + where);
        Preserved told = isNew ? known.without(Preserved.LAST_REASON).without(Preserved.LAST_NODE) : known;
        return node == null ? told : told.with(Preserved.LAST_NODE, node);
    }

    /** Whether what is known is of the attempt itself, and not of one before it. */
    private static boolean isOf(Attempt attempt) {
        return Integer.toString(attempt.id().number())
                .equals(attempt.preserved().entries().get(Preserved.LAST_ATTEMPT));
    }

    /**
     * What is known for the next attempt when the present one is taken away.
     *
     * @param why it is
     * @param node where its pod ran, if that is seen
     */
    public static Preserved atEnd(AttemptView view, Attempt attempt, String why, @Nullable String node, Instant now) {
        boolean wasWell = rulesOf(view).isEmpty() ? hasRunFor(attempt, SETTLED, now) : isOf(attempt);
        Preserved known = attempt.preserved();
        if (wasWell) {
            @Nullable String ending = view.learnt().ending();
            known = ofPresent(attempt, node).with(Preserved.LAST_REASON, shortened(ending == null ? why : ending));
        }
        @Nullable Withdrawal word = view.withdrawal();
        if (word != null && word.memory() != null) {
            known = known.with(Preserved.MEMORY, Resources.words(Resources.MEMORY, word.memory()));
        }
        return known.with(Preserved.FROM, attempt.cluster().value()).with(Preserved.REASON, shortened(why));
    }

    private static String shortened(String why) {
        return why.length() <= REASON_MAX ? why : why.substring(0, REASON_MAX - 1) + "…";
    }
}
