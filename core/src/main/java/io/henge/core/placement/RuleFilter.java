package io.henge.core.placement;

import java.util.Optional;

/** Every rule that requires clusters names it, and none excludes it. */
final class RuleFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return excluded(cluster, asker.asked())
                .or(() -> notRequired(cluster, asker.asked()))
                .map(words -> new Obstacle(Appraisal.Kind.EXCLUDED, words));
    }

    private static Optional<String> excluded(Option cluster, Asked asked) {
        return asked.saying(Rule.Exclude.class, word -> word.clusters().matches(cluster.name(), cluster.profile()))
                .findFirst()
                .map(rule -> "is excluded by rule[" + rule.name() + "]");
    }

    private static Optional<String> notRequired(Option cluster, Asked asked) {
        return asked.saying(Rule.Require.class, word -> !word.clusters().matches(cluster.name(), cluster.profile()))
                .findFirst()
                .map(rule ->
                        "is not what rule[" + rule.name() + "] requires: " + ((Rule.Require) rule.word()).clusters());
    }
}
