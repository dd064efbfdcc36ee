package io.henge.core.placement;

import java.util.Optional;

/** Every rule of the task can be read, every one that requires clusters names it, and none excludes it. */
final class RuleFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return unreadable(asker.asked())
                .or(() -> excluded(cluster, asker.asked()))
                .or(() -> notRequired(cluster, asker.asked()))
                .map(words -> new Obstacle(Appraisal.Kind.EXCLUDED, words));
    }

    private static Optional<String> unreadable(Asked asked) {
        return asked.saying(Rule.Unreadable.class, word -> true)
                .findFirst()
                .map(rule -> "is not given what " + rule.called() + " is about, while that cannot be read: "
                        + ((Rule.Unreadable) rule.word()).why());
    }

    private static Optional<String> excluded(Option cluster, Asked asked) {
        return asked.saying(Rule.Exclude.class, word -> word.clusters().matches(cluster.name(), cluster.profile()))
                .findFirst()
                .map(rule -> "is excluded by " + rule.called());
    }

    private static Optional<String> notRequired(Option cluster, Asked asked) {
        return asked.saying(Rule.Require.class, word -> !word.clusters().matches(cluster.name(), cluster.profile()))
                .findFirst()
                .map(rule -> "is not what " + rule.called() + " requires: " + ((Rule.Require) rule.word()).clusters());
    }
}
