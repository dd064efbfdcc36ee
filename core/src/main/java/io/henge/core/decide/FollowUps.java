package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.failover.Disposition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows for others from an attempt whose right has ended: the next attempt, and the end of its sub-tasks. */
public final class FollowUps {
    private FollowUps() {}

    /**
     * Whether that may be done now. A task may be run again beside what is left of its fenced attempt if it is of a kind that
     * fences hold, and its old pod need not be gone; any other only when Job and pod are gone, and one that has not begun to run
     * too as long as that can be seen.
     */
    static boolean isDue(AttemptView taken, FleetSnapshot fleet, Policies policies, Instant now) {
        @Nullable Attempt row = taken.attempt();
        if (row == null || !taken.isFenced()) {
            return true;
        }
        if (taken.has(Mark.PURGED)) {
            return !Exclusion.isToBeBarred(taken, fleet);
        }
        return switch (Fate.usual(taken.traits(), policies)) {
            case RELAUNCH ->
                (!taken.isLeavingUnstarted() || !fleet.isWell(row) || isGivenUp(row, fleet, policies))
                        && (!Exclusion.isWanted(taken, fleet) || Exclusion.isSure(taken, now));
            case FAIL -> isGivenUp(row, fleet, policies);
            case HOLD -> false;
        };
    }

    /** Whether nobody will come to know what is left of it. */
    private static boolean isGivenUp(Attempt row, FleetSnapshot fleet, Policies policies) {
        return fleet.of(row)
                .filter(facts -> !facts.isGivenUp(policies)
                        && facts.namespace().equals(row.address().namespace()))
                .isEmpty();
    }

    /**
     * What is to follow an attempt that was taken from its cluster.
     *
     * @param family the sub-tasks' attempts that are known
     */
    static Action.FollowUp of(AttemptView taken, List<AttemptView> family, Policies policies) {
        Attempt row = Objects.requireNonNull(taken.attempt());
        List<AttemptId> members =
                living(taken, family).stream().map(AttemptView::id).toList();
        String why = "Its parent's attempt[" + row.id() + "] was taken from cluster[" + row.cluster() + "]: "
                + (row.reason() == null ? "the task has ended" : row.reason());
        boolean again = taken.isFenced() && !taken.has(Mark.RELEASED);
        boolean mayBeThere = !taken.has(Mark.PURGED) && Fate.usual(taken.traits(), policies) != Disposition.RELAUNCH;
        return new Action.FollowUp(
                taken.id(),
                again,
                again && mayBeThere
                        ? "The attempt was taken from cluster[" + row.cluster() + "]: " + row.reason()
                                + "; what is left of it there cannot be seen, and a task of type["
                                + taken.traits().type() + "] is not run beside it"
                        : null,
                members,
                why);
    }

    /** Those of the family that end with their parent: they have not ended yet. */
    static List<AttemptView> living(AttemptView parent, List<AttemptView> family) {
        return family.stream()
                .filter(view -> view.attempt() == null || view.isPlaced())
                .filter(view -> !view.task().equals(parent.task()))
                .toList();
    }

    /**
     * That a task's parent has gone on as another attempt before the task was heard of.
     *
     * @param parent the newest attempt of the task's parent, if it is known
     */
    public static Optional<Withdrawal> supersession(TaskTraits traits, Optional<AttemptView> parent) {
        @Nullable AttemptId named = traits.parent();
        if (named == null) {
            return Optional.empty();
        }
        return parent.filter(view -> view.id().number() > named.number() || view.isFenced())
                .map(view ->
                        Withdrawal.following("Its parent's attempt[" + named + "] is not the present one any more"));
    }
}
