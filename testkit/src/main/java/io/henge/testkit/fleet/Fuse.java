package io.henge.testkit.fleet;

/** Ends a process between two of its effects: once it has burnt down, no effect gets through any more. */
public final class Fuse {
    private static final int NOT_LIT = -1;

    private int effectsLeft = NOT_LIT;

    /** From now on so many effects get through, and none after them. */
    public void light(int effects) {
        effectsLeft = effects;
    }

    public boolean isBurnt() {
        return effectsLeft == 0;
    }

    /** Whether one more effect gets through. */
    boolean passes() {
        if (isBurnt()) {
            return false;
        }
        if (effectsLeft != NOT_LIT) {
            effectsLeft--;
        }
        return true;
    }
}
