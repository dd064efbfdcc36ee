package io.henge.bench.failover;

import io.henge.testkit.cluster.Network;
import java.util.Random;

/** A network that loses so many of a hundred messages, each for itself. For one thread. */
final class FlakyNetwork implements Network {
    private static final int PERCENT = 100;

    private final Random random;
    private final int lost;

    /** Whether the question of the second before was lost, which is waited for in this one too. */
    private boolean waits;

    /** @param lost how many of a hundred */
    FlakyNetwork(Random random, int lost) {
        this.random = random;
        this.lost = lost;
    }

    boolean loses() {
        return random.nextInt(PERCENT) < lost;
    }

    @Override
    public Fate fateOfRequest() {
        if (!loses()) {
            return Fate.ARRIVES;
        }
        return random.nextBoolean() ? Fate.IS_LOST : Fate.LOSES_ITS_ANSWER;
    }

    @Override
    public boolean losesQuestion() {
        waits = !waits && loses();
        return waits || loses();
    }

    @Override
    public boolean delivers() {
        return !loses();
    }
}
