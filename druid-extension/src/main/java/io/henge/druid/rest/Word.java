package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import io.henge.druid.json.Fields;
import io.henge.druid.json.WrongInputException;
import io.henge.druid.runner.Fleet;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.security.AuthorizationUtils;
import org.jspecify.annotations.Nullable;

/** What an operator sends to have something done. */
public record Word(
        @JsonProperty("reason")
        @JsonPropertyDescription("A sentence that is recorded, of at most 1,000 characters; required.")
        @Nullable
        String reason,

        @JsonProperty("to")
        @JsonPropertyDescription("The cluster that a moved task is to go to; absent for any other.")
        @Nullable
        String to,

        @JsonProperty("ifVersion")
        @JsonPropertyDescription("The only version of a cluster on which to record something of it; absent for any.")
        @Nullable
        Long ifVersion,

        @JsonProperty("deadline")
        @JsonPropertyDescription(
                "Of a drain, when it takes away what can run again elsewhere: a duration such as PT2H, or a time; absent for never.")
        @Nullable
        String deadline,

        @JsonProperty("dryRun") @JsonPropertyDescription("Whether only the consequences are asked for.")
        boolean dryRun) {
    private static final int REASON_LENGTH_MAX = 1_000;

    Word(@Nullable String reason, @Nullable String to, @Nullable Long ifVersion, boolean dryRun) {
        this(reason, to, ifVersion, null, dryRun);
    }

    /** A reason of 1,000 characters, each escaped, and two names fit well. */
    static final Body BODY = new Body(16_384, "a JSON object with a reason");

    /** A word is answered when the ledger has it and nobody acts for the attempt any more. */
    private static final int ANSWER_SECONDS_MAX = 30;

    /** What becomes of the attempts that a word concerns. */
    public record Consequences(@JsonProperty("consequences") List<ConsequenceView> consequences) {}

    /** The cluster that was spoken of, as it is recorded now, and what becomes of its attempts. */
    public record DeclaredCluster(
            @JsonUnwrapped ClusterView cluster,
            @JsonProperty("consequences") List<ConsequenceView> consequences) {}

    /** One kind of word; {@code who} says it. */
    interface Saying {
        CompletionStage<Verdict> say(Fleet fleet, Word word, String who, String reason);
    }

    /** Refuses what means nothing here, since whoever gave it expects something of it. */
    static void refuse(@Nullable Object value, String key) {
        if (value != null) {
            throw new WrongInputException("`" + key + "` means nothing here. Leave it out");
        }
    }

    /** Has a word carried out, and answers what comes of it; waits for at most 30 s. */
    static Response say(
            TaskMaster taskMaster, UriInfo asked, InputStream body, HttpServletRequest request, Saying saying) {
        return Query.none(asked, query -> BODY.read(body, sent -> say(taskMaster, of(sent), request, saying)));
    }

    private static Word of(Fields sent) {
        Word word = new Word(
                sent.text("reason"),
                sent.text("to"),
                sent.wholeNumber("ifVersion", 0, Long.MAX_VALUE),
                sent.text("deadline"),
                sent.flag("dryRun"));
        sent.nothingElse();
        return word;
    }

    private static Response say(TaskMaster taskMaster, Word word, HttpServletRequest request, Saying saying) {
        @Nullable String reason = word.reason();
        if (reason == null || reason.isBlank() || reason.length() > REASON_LENGTH_MAX) {
            return Answers.invalid(
                    "`reason` is missing or longer than " + REASON_LENGTH_MAX + " characters. Say in a sentence why");
        }
        String who = AuthorizationUtils.authenticationResultFromRequest(request).getIdentity();
        return Answers.fromFleet(taskMaster, fleet -> await(fleet, () -> saying.say(fleet, word, who, reason)));
    }

    /** Something said, whose verdict comes later. */
    interface Said {
        /**
         * Says it.
         *
         * @throws IllegalArgumentException if what was said makes no sense
         */
        CompletionStage<Verdict> verdict();
    }

    private static Response await(Fleet fleet, Said said) {
        return await(said, verdict -> result(fleet, verdict));
    }

    /** Waits for at most 30 s. */
    static Response await(Said said, Function<Verdict, Object> result) {
        try {
            return answer(said.verdict().toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS), result);
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

    private static Response answer(Verdict verdict, Function<Verdict, Object> result) {
        Verdict.@Nullable Refusal refusal = verdict.refusal();
        if (refusal == null) {
            return Response.ok(result.apply(verdict)).build();
        }
        return switch (refusal.kind()) {
            case NOT_FOUND -> Answers.notFound(refusal.message());
            case INVALID -> Answers.invalid(refusal.message());
            case CONFLICT -> Answers.conflict(refusal.message());
        };
    }

    private static Object result(Fleet fleet, Verdict verdict) {
        if (verdict.isOnPlacement()) {
            return new PausedView(ClusterView.DeclarationView.of(verdict.pause()));
        }
        List<ConsequenceView> consequences =
                verdict.consequences().stream().map(ConsequenceView::of).toList();
        @Nullable ClusterRecord record = verdict.cluster();
        if (record == null) {
            return new Consequences(consequences);
        }
        return fleet.snapshot().clusters().stream()
                .filter(report -> report.name().equals(record.name()))
                .findFirst()
                .map(report -> (Object) new DeclaredCluster(
                        ClusterView.of(report.with(record), fleet.snapshot(), fleet.originOf(report.name())),
                        consequences))
                .orElseGet(() -> new Consequences(consequences));
    }
}
