package io.henge.core.placement;

import java.util.stream.Stream;

/** Rules prefer it. */
final class PreferScore implements Score {
    @Override
    public Stream<Appraisal.Mark> marks(Option cluster, Asker asker) {
        return asker.asked()
                .saying(Rule.Prefer.class, word -> word.clusters().matches(cluster.name(), cluster.profile()))
                .map(rule -> new Appraisal.Mark(rule.called(), ((Rule.Prefer) rule.word()).weight()));
    }
}
