package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskTraits;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows for others from an attempt whose right has ended: the next attempt, and the end of its sub-tasks. */
public final class FollowUps {
    private FollowUps() {}

    /**
     * What is to follow an attempt that was taken from its cluster.
     *
     * @param family the sub-tasks' attempts that are known
     */
    static Action.FollowUp of(AttemptView taken, List<AttemptView> family) {
        Attempt row = Objects.requireNonNull(taken.attempt());
        List<AttemptId> members =
                living(taken, family).stream().map(AttemptView::id).toList();
        String why = "Its parent's attempt[" + row.id() + "] was taken from cluster[" + row.cluster() + "]: "
                + (row.reason() == null ? "the task has ended" : row.reason());
        return new Action.FollowUp(taken.id(), taken.isFenced() && !taken.has(Mark.RELEASED), members, why);
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
