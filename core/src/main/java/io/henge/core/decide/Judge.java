package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Verdict.Consequence;
import io.henge.core.decide.Verdict.Kind;
import io.henge.core.failover.Disposition;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Appraisal;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Preference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides on what a person asks for: to take a task from its cluster, to have something recorded of a cluster, or to pause placement. */
final class Judge {
    private final Chores.Question question;
    private final FleetSnapshot fleet;
    private final Placement placement;
    private final Policies policies;

    /** The clusters that can take attempts now, but for their room. */
    private final List<ClusterName> placeable;

    Judge(Chores.Question question, FleetSnapshot fleet, Placement placement, Policies policies, Instant now) {
        this.question = question;
        this.fleet = fleet;
        this.placement = placement;
        this.policies = policies;
        this.placeable = fleet.clusters().values().stream()
                .filter(facts -> facts.closed(now).isEmpty())
                .map(ClusterFacts::name)
                .toList();
    }

    FleetAction ruling() {
        if (question.request() instanceof Request.Move move) {
            return onMove(move);
        }
        if (question.request() instanceof Request.LookAtDrain look) {
            return onLook(look);
        }
        return question.request() instanceof Request.Pause pause
                ? onPause(pause)
                : onDeclaration((Request.Declare) question.request());
    }

    private FleetAction onLook(Request.LookAtDrain look) {
        @Nullable ClusterRecord record = question.record();
        Verdict verdict = refusalOfUnknown(look.cluster())
                .orElseGet(() -> record == null || record.drain() == null
                        ? Verdict.refused(Kind.NOT_FOUND, "Cluster[" + look.cluster() + "] is not being drained")
                        : Verdict.of(leavings(record.drain().until()), record));
        return new FleetAction.Answer(look.number(), verdict);
    }

    private List<Consequence> leavings(@Nullable Instant until) {
        return question.attempts().stream()
                .map(view -> new Consequence(
                        view.id(),
                        Objects.requireNonNull(view.attempt()).cluster(),
                        Fate.usual(view.traits(), policies),
                        Leaving.of(view, until, policies)))
                .toList();
    }

    /** Of two at once the second is refused: it would take the reason of the first away unread. */
    private FleetAction onPause(Request.Pause asked) {
        ClusterRecord.@Nullable Declaration present = question.pause();
        if (asked.on() == (present != null)) {
            String message = present == null ? "Placement is not paused" : Pause.words(present);
            return new FleetAction.Answer(asked.number(), Verdict.refused(Kind.CONFLICT, message));
        }
        return asked.dryRun()
                ? new FleetAction.Answer(asked.number(), Verdict.paused(present))
                : new FleetAction.Pause(asked, Verdict.paused(asked.on() ? asked.word() : null));
    }

    private FleetAction onMove(Request.Move move) {
        Optional<Verdict> refusal = refusal(move);
        if (refusal.isPresent()) {
            return new FleetAction.Answer(move.number(), refusal.get());
        }
        AttemptView view = question.attempts().get(0);
        Verdict verdict = Verdict.of(consequences());
        Withdrawal word =
                Withdrawal.moved("moved by " + move.who() + ": " + move.why(), move.to(), move.who(), move.number());
        return move.dryRun()
                ? new FleetAction.Answer(move.number(), verdict)
                : new FleetAction.Withdraw(view.id(), word, verdict);
    }

    private Optional<Verdict> refusal(Request.Move move) {
        if (question.attempts().isEmpty()) {
            return refused(Kind.NOT_FOUND, "Task[" + move.task() + "] is not known to the runner");
        }
        AttemptView view = question.attempts().get(0);
        if (view.attempt() == null || view.isFenced()) {
            return refused(Kind.CONFLICT, "Task[" + move.task() + "] waits for a cluster already");
        }
        if (!view.isPlaced() || view.has(Mark.RELEASED)) {
            return refused(Kind.CONFLICT, "Task[" + move.task() + "] has ended");
        }
        if (view.withdrawal() != null) {
            return refused(
                    Kind.CONFLICT,
                    "Task[" + move.task() + "] is being moved already: "
                            + view.withdrawal().why());
        }
        if (Fate.usual(view.traits(), policies) == Disposition.HOLD) {
            return refused(
                    Kind.INVALID,
                    "Task[" + move.task() + "] of type[" + view.traits().type()
                            + "] is never moved: what it does outside of Druid's locks cannot be taken back."
                            + " Let it end, or shut it down");
        }
        return question.pause() == null
                ? refusalOfTarget(move, view.attempt().cluster())
                : refused(Kind.CONFLICT, Pause.words(question.pause()) + ". A task that is moved would wait");
    }

    private Optional<Verdict> refusalOfTarget(Request.Move move, ClusterName from) {
        List<ClusterName> others =
                placeable.stream().filter(cluster -> !cluster.equals(from)).toList();
        if (move.to() == null) {
            return refusalOfAny(others, from);
        }
        if (!fleet.clusters().containsKey(move.to())) {
            return refused(
                    Kind.INVALID,
                    "to[" + move.to() + "] is none of the clusters"
                            + fleet.clusters().keySet());
        }
        if (move.to().equals(from)) {
            return refused(Kind.INVALID, "Task[" + move.task() + "] is on cluster[" + from + "] already");
        }
        Appraisal finding = findings(move.to()).stream()
                .filter(one -> one.cluster().equals(move.to()))
                .findFirst()
                .orElseThrow();
        return finding.fits() ? Optional.empty() : refused(Kind.CONFLICT, finding.sentence());
    }

    private Optional<Verdict> refusalOfAny(List<ClusterName> others, ClusterName from) {
        if (others.isEmpty()) {
            return refused(Kind.CONFLICT, "No cluster but [" + from + "] can take a task now");
        }
        List<Appraisal> findings = findings(null).stream()
                .filter(finding -> !finding.cluster().equals(from))
                .toList();
        return findings.stream().anyMatch(Appraisal::fits)
                ? Optional.empty()
                : refused(
                        Kind.CONFLICT,
                        findings.stream().map(Appraisal::sentence).collect(Collectors.joining("; ")));
    }

    /** What placement would find for the task that is to be moved. */
    private List<Appraisal> findings(@Nullable ClusterName to) {
        Asked asked = question.attempts().get(0).preference().asked();
        return placement.findings(Preference.of(asked).wishing(to));
    }

    private FleetAction onDeclaration(Request.Declare declare) {
        Optional<Verdict> refusal = refusal(declare);
        if (refusal.isPresent()) {
            return new FleetAction.Answer(declare.number(), refusal.get());
        }
        List<Consequence> consequences = switch (declare.said()) {
            case DEAD -> consequences();
            case DRAIN -> leavings(declare.until());
            default -> List.of();
        };
        boolean needsOthers = consequences.stream().anyMatch(Judge::goesElsewhere);
        boolean others = placeable.stream().anyMatch(other -> !other.equals(declare.cluster()));
        if (needsOthers && !others) {
            return new FleetAction.Answer(
                    declare.number(),
                    Verdict.refused(
                            Kind.CONFLICT,
                            "Cluster[" + declare.cluster() + "] has tasks that are to "
                                    + (declare.said() == ClusterWord.DRAIN ? "go elsewhere" : "relaunch")
                                    + ", but no other cluster can take one now"));
        }
        ClusterRecord.Drain drain = new ClusterRecord.Drain(
                declare.word(), declare.until(), question.attempts().size());
        return new FleetAction.Declare(declare, drain, Verdict.of(consequences));
    }

    /** Also a task that is waited for: of a cluster that is emptied, somebody has to take what comes next. */
    private static boolean goesElsewhere(Consequence one) {
        return one.leaving() == null
                ? one.disposition() == Disposition.RELAUNCH
                : one.leaving().how() != Leaving.How.STAY;
    }

    private Optional<Verdict> refusalOfUnknown(ClusterName cluster) {
        return fleet.clusters().containsKey(cluster) || fleet.absent().containsKey(cluster)
                ? Optional.empty()
                : refused(
                        Kind.NOT_FOUND,
                        "Cluster[" + cluster + "] is none of the clusters"
                                + fleet.clusters().keySet());
    }

    private Optional<Verdict> refusal(Request.Declare declare) {
        ClusterName cluster = declare.cluster();
        Optional<Verdict> unknown = refusalOfUnknown(cluster);
        if (unknown.isPresent()) {
            return unknown;
        }
        if (declare.said() == ClusterWord.DRAIN && fleet.absent().containsKey(cluster)) {
            return refused(Kind.CONFLICT, "Cluster[" + cluster + "] cannot be drained. " + FleetSnapshot.ABSENT);
        }
        return declare.ifVersion() == null || declare.ifVersion() == question.version()
                ? Optional.empty()
                : refused(
                        Kind.CONFLICT,
                        "Cluster[" + cluster + "] has version[" + question.version() + "], but ifVersion is ["
                                + declare.ifVersion() + "]. Look at it again");
    }

    /** What becomes of the attempts, and of the sub-tasks of those that are taken away. */
    private List<Consequence> consequences() {
        LinkedHashMap<AttemptId, Consequence> all = new LinkedHashMap<>();
        for (AttemptView view : question.attempts()) {
            Disposition disposition = Fate.usual(view.traits(), policies);
            if (add(all, view, disposition) && disposition != Disposition.HOLD) {
                FollowUps.living(view, question.familyOf(view)).forEach(member -> add(all, member, Disposition.FAIL));
            }
        }
        return List.copyOf(all.values());
    }

    private static boolean add(Map<AttemptId, Consequence> all, AttemptView view, Disposition disposition) {
        @Nullable Attempt attempt = view.attempt();
        return attempt != null
                && all.putIfAbsent(view.id(), new Consequence(view.id(), attempt.cluster(), disposition)) == null;
    }

    private static Optional<Verdict> refused(Kind kind, String message) {
        return Optional.of(Verdict.refused(kind, message));
    }
}
