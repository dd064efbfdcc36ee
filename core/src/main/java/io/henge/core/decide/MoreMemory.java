package io.henge.core.decide;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.MemoryWords;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.OutOfMemory;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What becomes of an attempt whose peon was killed for want of memory, before it left a status. */
final class MoreMemory {
    private MoreMemory() {}

    /** The words of its end; empty of one that has not ended so, or whose task does not run again whatever is said. */
    static Optional<String> missedBy(AttemptView view, Policies policies) {
        return Optional.ofNullable(view.learnt().ending())
                .filter(told -> MemoryWords.limitIn(told).isPresent())
                .filter(told -> view.isPlaced() && Fate.usual(view.traits(), policies) == Disposition.RELAUNCH);
    }

    /** It is to run again with more, or has failed with a word on why not; as it was where its policy says nothing of it. */
    static AttemptView given(AttemptView view, String ending, Instant now) {
        @Nullable OutOfMemory said = view.preference().asked().failover().outOfMemory();
        if (said == null) {
            return view;
        }
        OptionalLong had = MemoryWords.limitIn(ending).map(Resources::bytes).orElse(OptionalLong.empty());
        if (had.isEmpty()) {
            return failed(view, ending, "how much its attempt had is not known");
        }
        OptionalLong more = said.after(had.getAsLong());
        if (more.isEmpty()) {
            return failed(view, ending, "its memoryLimit is " + words(said.limit()));
        }
        return OwnEnds.tooOften(view, now)
                .map(most -> failed(view, ending, "it was taken away as often as it may be: " + most))
                .orElseGet(() -> view.told(Withdrawal.outOfMemory(
                        "It ran out of memory: its limit was " + words(had.getAsLong()) + ", and its next attempt has "
                                + words(more.getAsLong()),
                        more.getAsLong())));
    }

    private static AttemptView failed(AttemptView view, String ending, String why) {
        return view.withReported(Outcome.failure(ending + " It does not run again with more memory: " + why + "."));
    }

    private static String words(long bytes) {
        return Resources.words(Resources.MEMORY, bytes);
    }
}
