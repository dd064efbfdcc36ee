package io.henge.core.port;

import io.henge.core.attempt.Attempt;
import io.henge.core.failover.StatePreservation;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** What can be read of attempts while they run, for the attempts after them. */
public interface StateSource {
    /**
     * Reads a value by each of the rules. Never blocks; ends within some seconds, on any thread, and never exceptionally.
     *
     * @param from where the attempt is placed
     */
    CompletionStage<Captured> capture(Attempt attempt, List<StatePreservation.Rule> rules, ClusterConnection from);

    /**
     * What was read.
     *
     * @param values by the names of rules
     * @param warnings by the names of the other rules, why there is none
     */
    record Captured(SortedMap<String, String> values, SortedMap<String, String> warnings) {
        public Captured {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            warnings = Collections.unmodifiableSortedMap(new TreeMap<>(warnings));
        }
    }
}
