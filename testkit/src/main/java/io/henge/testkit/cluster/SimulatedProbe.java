package io.henge.testkit.cluster;

import io.henge.core.health.Probe;
import io.henge.core.health.Probe.Answer;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The question that one connection asks its simulated cluster each second, only to see whether it answers: at once, or never.
 * No network loses it, since the real one's deadline has room for what is sent again; and it is no load.
 */
final class SimulatedProbe {
    /** After which a question that nobody answers is given up. */
    static final int DEADLINE_SECONDS = 2;

    private final SimulatedCluster cluster;
    private Answer answer = Answer.NONE;
    private String words = "";
    private int secondsUnanswered;
    private @Nullable Integer secondsSinceWell;

    SimulatedProbe(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** What the newest question said. */
    Probe probe() {
        return new Probe(answer, words, secondsSinceWell == null ? null : Duration.ofSeconds(secondsSinceWell));
    }

    /** One second later: asks. Returns whether the answer is another one. */
    boolean step() {
        Answer before = answer;
        if (secondsSinceWell != null) {
            secondsSinceWell++;
        }
        ask();
        return answer != before;
    }

    private void ask() {
        if (cluster.network().losesQuestion()) {
            waitInVain();
            return;
        }
        switch (cluster.api()) {
            case ANSWERS -> well();
            case REFUSES -> answered(Answer.SILENT, SimulatedConnection.REFUSED.message());
            case LOSES_ANSWERS, HANGS -> waitInVain();
            case KNOWS_NOBODY -> answered(Answer.REFUSED, SimulatedConnection.UNAUTHORIZED.message());
            case THROTTLES -> answered(Answer.BUSY, SimulatedConnection.THROTTLED.message());
            case IS_OVERLOADED -> askTheOverloaded();
        }
    }

    private void askTheOverloaded() {
        OptionalInt seconds = cluster.slowly().secondsForOneMore();
        if (seconds.isEmpty()) {
            answered(Answer.BUSY, SimulatedConnection.THROTTLED.message());
        } else if (seconds.getAsInt() > DEADLINE_SECONDS) {
            waitInVain();
        } else {
            well();
        }
    }

    private void well() {
        answered(Answer.WELL, "");
        secondsSinceWell = 0;
    }

    private void answered(Answer said, String why) {
        secondsUnanswered = 0;
        answer = said;
        words = why;
    }

    private void waitInVain() {
        secondsUnanswered++;
        if (secondsUnanswered >= DEADLINE_SECONDS) {
            answer = Answer.SILENT;
            words = SimulatedConnection.UNKNOWN.message();
        }
    }
}
