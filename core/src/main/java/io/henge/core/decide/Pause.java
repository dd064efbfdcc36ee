package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.placement.ClusterLimits;
import java.util.TreeMap;

/** What a person's word makes of placement that no attempt is placed anywhere. */
public final class Pause {
    private Pause() {}

    /** Why a task waits, as a sentence. */
    public static String words(Declaration word) {
        return "Placement is paused by " + word.who() + " since " + word.at() + ": " + word.why();
    }

    /** What comes of placement meanwhile: nothing is given away, and each need has the word for its reason. */
    static Allotment allotment(Allotment before, WaitingQueue queue, Declaration word) {
        TreeMap<Preference, String> waiting = new TreeMap<>();
        queue.lines().keySet().forEach(preference -> waiting.put(preference, words(word)));
        TreeMap<ClusterName, Allotment.Vacancy> none = new TreeMap<>();
        before.vacancies().forEach((cluster, vacancy) -> none.put(cluster, closed(vacancy.limits())));
        return new Allotment(before.turns(), waiting, none);
    }

    private static Allotment.Vacancy closed(ClusterLimits limits) {
        return new Allotment.Vacancy(limits, 0);
    }
}
