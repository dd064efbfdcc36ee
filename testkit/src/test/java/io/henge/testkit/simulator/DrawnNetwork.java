package io.henge.testkit.simulator;

import io.henge.testkit.cluster.Network;
import java.util.Random;

/** A network that loses, delays and repeats messages: now and then while it is calm, often in a storm. */
final class DrawnNetwork implements Network {
    private static final int DELAY_SECONDS_MAX = 20;
    private static final Fate[] FATES = Fate.values();

    private final Random random;
    private final Runnable whenBehind;

    /** How many of 100 messages meet a fate of their own. */
    private int percent;

    /** @param whenBehind called when a list is answered from a cache that is behind */
    DrawnNetwork(Random random, Runnable whenBehind) {
        this.random = random;
        this.whenBehind = whenBehind;
    }

    void setPercent(int faulty) {
        percent = faulty;
    }

    private boolean isFaulty() {
        return random.nextInt(100) < percent;
    }

    @Override
    public Fate fateOfRequest() {
        return isFaulty() ? FATES[random.nextInt(FATES.length)] : Fate.ARRIVES;
    }

    @Override
    public int delay() {
        return 1 + random.nextInt(DELAY_SECONDS_MAX);
    }

    @Override
    public boolean delivers() {
        return !isFaulty();
    }

    @Override
    public boolean listsOn() {
        return random.nextBoolean() || isFaulty();
    }

    @Override
    public boolean isBehind() {
        boolean behind = isFaulty();
        if (behind) {
            whenBehind.run();
        }
        return behind;
    }
}
