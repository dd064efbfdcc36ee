package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one turn is about.
 *
 * @param attempts those of which something changed, without those that wait for a cluster
 * @param families the sub-tasks' attempts of those among them whose right has ended by a word
 * @param waiting all that wait for a cluster
 * @param held how many of the places over all clusters are held
 * @param chores what there is to do beside the attempts
 * @param firstLookEnds when placement stops to wait for clusters that have not answered in this term
 */
public record LedgerSnapshot(
        List<AttemptView> attempts,
        Map<AttemptId, List<AttemptView>> families,
        WaitingQueue waiting,
        long held,
        Chores chores,
        Draw draw,
        Instant firstLookEnds) {
    public LedgerSnapshot {
        attempts = List.copyOf(attempts);
        families = Collections.unmodifiableMap(new TreeMap<>(families));
    }

    List<AttemptView> familyOf(AttemptId id) {
        return families.getOrDefault(id, List.of());
    }
}
