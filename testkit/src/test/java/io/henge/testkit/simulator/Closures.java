package io.henge.testkit.simulator;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import io.henge.testkit.ledger.InMemoryLedger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where no attempt may be placed, as a person has to be able to rely on: from the moment in which the word is answered, or a
 * leader begins that finds it in the ledger, until somebody asks for it to be taken back.
 */
final class Closures {
    private final Map<ClusterName, Integer> closed = new TreeMap<>();
    private final Map<ClusterName, Integer> opened = new TreeMap<>();
    private final Map<Token, Set<ClusterName>> closedWhenDecided = new HashMap<>();

    /** In the place of a cluster, where the word is on all of them. */
    private static final ClusterName ALL = new ClusterName("all");

    private int words;

    /** A word is said after which nothing may be placed there; null for everywhere. */
    void closing(@Nullable ClusterName cluster, CompletionStage<Verdict> answer) {
        int word = ++words;
        ClusterName key = cluster == null ? ALL : cluster;
        var unused = answer.thenAccept(verdict -> {
            if (verdict.refusal() == null && opened.getOrDefault(key, 0) < word) {
                closed.put(key, word);
            }
        });
    }

    /** Somebody asks for that to be taken back. */
    void opening(@Nullable ClusterName cluster) {
        ClusterName key = cluster == null ? ALL : cluster;
        opened.put(key, ++words);
        closed.remove(key);
    }

    /** A leader begins, which knows what the ledger says. */
    void termBegins(InMemoryLedger ledger) {
        closed.clear();
        for (ClusterRecord record : ledger.peekClusters()) {
            if (record.cordon() != null || record.drain() != null) {
                closed.put(record.name(), ++words);
            }
        }
        ledger.peekPause().ifPresent(word -> closed.put(ALL, ++words));
    }

    /** An attempt with this token is being placed. */
    void deciding(Token token) {
        closedWhenDecided.put(token, new TreeSet<>(closed.keySet()));
    }

    /** Whether it was placed where it may not be. */
    boolean forbids(Attempt row) {
        Set<ClusterName> then = closedWhenDecided.getOrDefault(row.token(), Set.of());
        return then.contains(ALL) || then.contains(row.cluster());
    }
}
