package io.henge.core.decide;

import io.henge.core.ledger.ClusterRecord.Declaration;

/** A person's word that no attempt is placed anywhere. */
public final class Pause {
    private Pause() {}

    /** Why a task waits, as a sentence. */
    public static String words(Declaration word) {
        return "Placement is paused by " + word.who() + " since " + word.at() + ": " + word.why();
    }
}
