package io.henge.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskMatch;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which policy a task has by its own words, the rules and what is usual. */
class FailoverRulesTest {
    private static final TaskTraits COMPACTION = new TaskTraits("compact", "flights", "group", 25);
    private static final FailoverRules.Rule FLIGHTS = new FailoverRules.Rule(
            "flights", dataSource("flights"), saying(null, PurgeMode.DIRECTLY, 60, 2, "flights"));
    private static final FailoverRules.Rule ALL =
            new FailoverRules.Rule("all", TaskMatch.ALL, saying(Disposition.FAIL, PurgeMode.FENCED, 120, null, "all"));
    private static final FailoverRules RULES = new FailoverRules(
            List.of(FLIGHTS, ALL),
            new FailoverPolicy(null, null, FailoverPolicy.Patience.USUAL, 7, List.of()),
            Duration.ofSeconds(15));

    private static TaskMatch dataSource(String name) {
        return new TaskMatch(
                new TreeSet<>(), new TreeSet<>(Set.of(name)), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
    }

    private static FailoverPolicy saying(
            @Nullable Disposition onLost,
            @Nullable PurgeMode purgeMode,
            int clusterSeconds,
            @Nullable Integer maxPerHour,
            String by) {
        return new FailoverPolicy(onLost, purgeMode, cluster(clusterSeconds), maxPerHour, List.of(by));
    }

    private static FailoverPolicy.Patience cluster(int seconds) {
        return new FailoverPolicy.Patience(Duration.ofSeconds(seconds), null, null, null);
    }

    private static FailoverPolicy of(TaskTraits traits, FailoverPolicy own) {
        return RULES.of(traits, own, new TreeMap<>(), new TreeMap<>());
    }

    @Test
    void ofEachPartTheFirstRuleThatSaysSomethingOfItCounts() {
        assertThat(of(COMPACTION, FailoverPolicy.USUAL))
                .isEqualTo(new FailoverPolicy(
                        Disposition.FAIL, PurgeMode.DIRECTLY, cluster(60), 2, List.of("flights", "all")));
    }

    @Test
    void whatNoRuleSaysIsUsual() {
        assertThat(of(new TaskTraits("compact", "trips", "group", 25), FailoverPolicy.USUAL))
                .isEqualTo(new FailoverPolicy(Disposition.FAIL, PurgeMode.FENCED, cluster(120), 7, List.of("all")));
    }

    @Test
    void theTasksOwnWordsCountBeforeTheRules() {
        FailoverPolicy own = saying(Disposition.HOLD, null, 300, null, "context.henge.failover");
        assertThat(of(COMPACTION, own))
                .isEqualTo(new FailoverPolicy(
                        Disposition.HOLD,
                        PurgeMode.DIRECTLY,
                        cluster(300),
                        2,
                        List.of("context.henge.failover", "flights", "all")));
    }

    @Test
    void whatATaskAsksForHasItsPolicy() {
        Rules rules = Rules.NONE.failingOver(RULES).and(List.of());
        assertThat(rules.asked(COMPACTION, Subject.UNKNOWN, Needs.NONE).failover())
                .isEqualTo(of(COMPACTION, FailoverPolicy.USUAL));
        FailoverPolicy own = saying(Disposition.HOLD, null, 300, null, "context.henge.failover");
        Subject subject = new Subject(new TreeMap<>(), new TreeMap<>(), null, null, List.of(), own);
        assertThat(rules.asked(COMPACTION, subject, Needs.NONE).failover()).isEqualTo(of(COMPACTION, own));
    }
}
