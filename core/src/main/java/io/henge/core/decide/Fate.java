package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.PublishFate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attempt that is to be taken from its cluster. The plan, the answer to a person who asks beforehand,
 * and what readers are told all rest on it.
 *
 * @param disposition whether its task runs again, fails, or the attempt stays where it is
 * @param why the word that it follows, as a sentence
 */
public record Fate(Disposition disposition, String why) {
    /** What a word on it, or on its cluster, makes of an attempt; empty while there is no such word. */
    public static Optional<Fate> of(AttemptView view, ClusterFacts cluster, Policies policies) {
        return of(view, Optional.of(cluster), policies);
    }

    /** The same, where the cluster may not be registered any more. */
    static Optional<Fate> of(AttemptView view, Optional<ClusterFacts> cluster, Policies policies) {
        Disposition usual = usual(view.traits(), policies);
        @Nullable Withdrawal word = view.withdrawal();
        if (word != null) {
            if (word.beforeStart()) {
                // It has not begun, and goes on elsewhere only when nothing of it is left that could begin.
                return Optional.of(new Fate(Disposition.RELAUNCH, word.why()));
            }
            if (word.cause() == Withdrawal.Cause.LAPSED) {
                // What has stopped cannot stay.
                Disposition lost = onLost(view, policies);
                return Optional.of(new Fate(lost == Disposition.HOLD ? Disposition.FAIL : lost, word.why()));
            }
            if (word.asksFirst()) {
                Disposition lost = onLost(view, policies);
                return Optional.of(new Fate(lost == Disposition.HOLD ? usual : lost, word.why()));
            }
            // Its parent or its peon is gone, or a person was told: it cannot stay.
            return Optional.of(new Fate(usual == Disposition.HOLD ? Disposition.FAIL : usual, word.why()));
        }
        return cluster.filter(facts -> facts.standing().isDead())
                .map(facts -> new Fate(onLost(view, policies), sentence(facts)));
    }

    /** What becomes of a task of that kind, whatever the reason. */
    public static Disposition usual(TaskTraits task, Policies policies) {
        Disposition disposition = Disposition.of(task);
        return disposition == Disposition.RELAUNCH && !policies.ownStorageRoots() ? Disposition.FAIL : disposition;
    }

    /** What becomes of the task when its cluster is lost: what is said of it, as far as its type allows that. */
    public static Disposition onLost(AttemptView view, Policies policies) {
        Disposition usual = usual(view.traits(), policies);
        @Nullable Disposition said = view.preference().asked().failover().onLost();
        return said == null || said.compareTo(usual) < 0 ? usual : said;
    }

    /** Why it stays where it is, for people. */
    public String whyItStays(TaskTraits task) {
        return "It stays: " + why + "; but a task of type[" + task.type() + "] is never moved, or its onLost is Hold";
    }

    private static String sentence(ClusterFacts facts) {
        return "cluster[" + facts.name() + "] was declared dead"
                + (facts.standing().word() == null
                        ? ""
                        : " by " + facts.standing().word().who() + ": "
                                + facts.standing().word().why());
    }

    /** The row of an attempt that was taken: fenced, so that its task runs again, only where nothing of it is published. */
    public static Attempt rowOf(Action.Fence action, PublishFate published, Instant now) {
        Attempt attempt = action.attempt();
        return switch (published) {
            case NOTHING ->
                action.relaunch()
                        ? attempt.fenced(action.why(), now, new NextWish(action.to(), action.why()))
                        : attempt.cutShort(Outcome.failure(taken(action, "")), now);
            case COMMITTED ->
                Disposition.publishesOnce(attempt.traits())
                        ? attempt.ended(Outcome.success(Outcome.DURATION_UNKNOWN), now)
                        : attempt.cutShort(
                                Outcome.failure(taken(
                                        action,
                                        ". It is not run again, since it has published a part of its segments")),
                                now);
            case UNKNOWN ->
                attempt.cutShort(
                        Outcome.failure(taken(
                                action,
                                ". It is not run again, since a former leader may still carry out its publish")),
                        now);
        };
    }

    private static String taken(Action.Fence action, String more) {
        return "The attempt was taken from cluster[" + action.attempt().cluster() + "]: " + action.why() + more;
    }
}
