package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.core.reconcile.Verdict;
import io.henge.druid.HengeTaskRunner;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Response;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.security.AuthorizationUtils;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sends to have something done.
 *
 * @param reason a sentence that is recorded; required
 * @param to the cluster that a moved task is to go to, absent for any other
 * @param ifVersion the only version of a cluster on which to declare something of it, absent for any
 * @param dryRun whether only the consequences are asked for
 */
public record Word(
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("to") @Nullable String to,
        @JsonProperty("ifVersion") @Nullable Long ifVersion,
        @JsonProperty("dryRun") boolean dryRun) {
    private static final int REASON_LENGTH_MAX = 1_000;

    /** A word is answered when the ledger has it and nobody acts for the attempt any more. */
    private static final int ANSWER_SECONDS_MAX = 30;

    /** What becomes of the attempts that a word concerns. */
    public record Consequences(@JsonProperty("consequences") List<ConsequenceView> consequences) {}

    /** One kind of word; {@code who} says it. */
    interface Saying {
        CompletionStage<Verdict> say(HengeTaskRunner runner, Word word, String who, String reason);
    }

    /** Has a word carried out, and answers what comes of it; waits for at most 30 s. */
    static Response say(TaskMaster taskMaster, @Nullable Word word, HttpServletRequest request, Saying saying) {
        @Nullable String reason = word == null ? null : word.reason();
        if (word == null || reason == null || reason.isBlank() || reason.length() > REASON_LENGTH_MAX) {
            return Answers.invalid(
                    "reason is missing or longer than " + REASON_LENGTH_MAX + " characters. Say in a sentence why");
        }
        String who = AuthorizationUtils.authenticationResultFromRequest(request).getIdentity();
        return Answers.fromRunner(taskMaster, runner -> await(() -> saying.say(runner, word, who, reason)));
    }

    /** Something said, whose verdict comes later. */
    private interface Said {
        /** @throws IllegalArgumentException if what was said makes no sense */
        CompletionStage<Verdict> verdict();
    }

    private static Response await(Said said) {
        try {
            return answer(said.verdict().toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
        } catch (IllegalArgumentException e) {
            return Answers.invalid(String.valueOf(e.getMessage()));
        } catch (TimeoutException | ExecutionException e) {
            return Answers.unavailable("The word is not carried out yet after " + ANSWER_SECONDS_MAX
                    + " s: the metadata store or an action under way holds it up. Look again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answers.unavailable("The Overlord is stopping");
        }
    }

    private static Response answer(Verdict verdict) {
        Verdict.@Nullable Refusal refusal = verdict.refusal();
        if (refusal == null) {
            List<ConsequenceView> consequences =
                    verdict.consequences().stream().map(ConsequenceView::of).toList();
            return Response.ok(new Consequences(consequences)).build();
        }
        return switch (refusal.kind()) {
            case NOT_FOUND -> Answers.notFound(refusal.message());
            case INVALID -> Answers.invalid(refusal.message());
            case CONFLICT -> Answers.conflict(refusal.message());
        };
    }
}
