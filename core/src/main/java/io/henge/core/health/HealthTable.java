package io.henge.core.health;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which state of a cluster becomes which: {@link #ROWS}, of which the first counts that begins with the present state and whose
 * condition holds. Where none does, the state stays. All that is decided of a cluster's health is decided here, and one step at
 * a time, so that the others' steps are seen before the next.
 */
public final class HealthTable {
    /**
     * One transition.
     *
     * @param from any of these
     */
    public record Row(Set<HealthState> from, HealthCondition when, HealthState to) {
        public Row {
            from = Set.copyOf(from);
        }

        static Row of(HealthState from, HealthCondition when, HealthState to) {
            return new Row(EnumSet.of(from), when, to);
        }

        /** From every other state. */
        static Row always(HealthCondition when, HealthState to) {
            return new Row(EnumSet.complementOf(EnumSet.of(to)), when, to);
        }
    }

    /** From top to bottom. */
    public static final List<Row> ROWS = List.of(
            Row.always(HealthCondition.REFUSED, HealthState.MISCONFIGURED),
            Row.always(HealthCondition.BUSY, HealthState.OVERLOADED),
            Row.of(HealthState.RECOVERING, HealthCondition.STEADY, HealthState.HEALTHY),
            new Row(
                    EnumSet.complementOf(EnumSet.of(HealthState.HEALTHY, HealthState.RECOVERING)),
                    HealthCondition.WELL,
                    HealthState.RECOVERING),
            new Row(
                    EnumSet.of(HealthState.HEALTHY, HealthState.MISCONFIGURED, HealthState.OVERLOADED),
                    HealthCondition.SILENT_A_WHILE,
                    HealthState.SUSPECT),
            Row.of(HealthState.RECOVERING, HealthCondition.SILENT, HealthState.SUSPECT),
            Row.of(HealthState.SUSPECT, HealthCondition.SILENT_FOR_LONG, HealthState.UNREACHABLE),
            Row.of(HealthState.UNREACHABLE, HealthCondition.GONE, HealthState.LOST),
            Row.of(HealthState.LOST, HealthCondition.DOUBTED, HealthState.UNREACHABLE));

    private HealthTable() {}

    /** What the cluster is after that glance. */
    public static ClusterHealth next(Glance glance) {
        ClusterHealth dated = dated(glance);
        Glance seen = new Glance(dated, glance.signs(), glance.fleet(), glance.timings());
        HealthState state = row(seen).map(Row::to).orElse(dated.state());
        boolean wellAgain = state == HealthState.HEALTHY && glance.answer() == Probe.Answer.WELL;
        return new ClusterHealth(
                state,
                state == dated.state() ? dated.since() : glance.now(),
                wellAgain ? null : dated.badSince(),
                dated.silentSince(),
                words(state, seen));
    }

    /** When time alone makes another state of it, if it does; now, where that time has come. */
    public static Optional<Instant> changesAt(Glance glance) {
        return rows(glance)
                .map(row -> row.when().from(glance))
                .filter(at -> !at.equals(Instant.MAX))
                .min(Instant::compareTo)
                .map(at -> at.isBefore(glance.now()) ? glance.now() : at);
    }

    /**
     * When the cluster is lost if nothing is heard of it until then; {@link Instant#MAX} where it is not silent, or where
     * something speaks against that. Once it is lost, that has come.
     */
    public static Instant lostAt(Glance glance) {
        return glance.health().state().isSilent() ? HealthCondition.GONE.from(glance) : Instant.MAX;
    }

    private static Stream<Row> rows(Glance glance) {
        return ROWS.stream().filter(row -> row.from().contains(glance.health().state()));
    }

    private static Optional<Row> row(Glance glance) {
        return rows(glance)
                .filter(row -> !row.when().from(glance).isAfter(glance.now()))
                .findFirst();
    }

    /** The same state with what this glance says of when the silence began. */
    private static ClusterHealth dated(Glance glance) {
        ClusterHealth before = glance.health();
        @Nullable Instant bad = before.badSince();
        @Nullable Instant silent = null;
        switch (glance.answer()) {
            case NONE, WELL -> {}
            case REFUSED, BUSY -> bad = null;
            case SILENT -> {
                bad = Objects.requireNonNullElseGet(bad, () -> silenceBegan(glance));
                silent = Objects.requireNonNullElse(before.silentSince(), glance.now());
            }
        }
        return new ClusterHealth(before.state(), before.since(), bad, silent, before.words());
    }

    /**
     * With the question after the last one that was answered well; where this leader slept meanwhile, it does not know. After
     * another answer it begins now, since nobody knows when that one came.
     */
    private static Instant silenceBegan(Glance glance) {
        if (glance.health().state() == HealthState.MISCONFIGURED
                || glance.health().state() == HealthState.OVERLOADED) {
            return glance.now();
        }
        Instant earliest = glance.now().minus(glance.timings().oneProbe());
        return Optional.ofNullable(glance.signs().probe().wellAgo())
                .map(ago -> glance.now().minus(ago))
                .map(at -> at.isBefore(earliest) ? earliest : at)
                .orElse(glance.now());
    }

    private static String words(HealthState state, Glance glance) {
        return switch (state) {
            case HEALTHY -> "";
            case RECOVERING -> "it answers again";
            case SUSPECT, LOST -> said(Probe.Answer.SILENT, glance, "");
            case UNREACHABLE ->
                said(Probe.Answer.SILENT, glance, whyNotLost(glance).orElse(""));
            case MISCONFIGURED -> said(Probe.Answer.REFUSED, glance, "");
            case OVERLOADED -> said(Probe.Answer.BUSY, glance, "");
        };
    }

    /** In the words of the newest answer, if that is what the state comes from; else it was said before. */
    private static String said(Probe.Answer answer, Glance glance, String more) {
        return glance.answer() == answer
                ? glance.signs().probe().words() + more
                : glance.health().words();
    }

    /** Once the time has come and only something else keeps it from being lost. */
    private static Optional<String> whyNotLost(Glance glance) {
        HealthTimings timings = glance.timings();
        @Nullable Instant bad = glance.health().badSince();
        if (bad == null || bad.plus(timings.lostAfter()).isAfter(glance.now())) {
            return Optional.empty();
        }
        if (glance.fleet().doubt() != null) {
            return Optional.of("; held: " + glance.fleet().doubt());
        }
        return glance.signs()
                .life()
                .filter(life -> life.ago().compareTo(timings.lostAfter()) < 0)
                .map(life -> "; not lost: " + life.what() + " lately");
    }
}
