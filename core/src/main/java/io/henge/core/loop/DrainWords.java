package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Request;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What people say of drains, beside what {@link TaskLoop#declare} takes. May be used by any thread.
 *
 * @param ask has a request judged by the loop
 */
public record DrainWords(Function<LongFunction<Request>, CompletionStage<Verdict>> ask, InstantSource clock) {
    /** A drain as a person asks for it; {@code until} and {@code ifVersion} may be null. */
    public record Asked(
            ClusterName cluster,
            String who,
            String why,
            @Nullable Instant until,
            @Nullable Long ifVersion,
            boolean dryRun) {}

    /** Empties a cluster, as {@link TaskLoop#declare} records any other word on it. */
    public CompletionStage<Verdict> drain(Asked asked) {
        ClusterRecord.Declaration word = new ClusterRecord.Declaration(asked.who(), asked.why(), clock.instant());
        return ask.apply(number -> new Request.Declare(
                number, asked.cluster(), ClusterWord.DRAIN, word, asked.until(), asked.ifVersion(), asked.dryRun()));
    }

    /** Tells how far the drain of a cluster has come. */
    public CompletionStage<Verdict> look(ClusterName cluster) {
        return ask.apply(number -> new Request.LookAtDrain(number, cluster));
    }
}
