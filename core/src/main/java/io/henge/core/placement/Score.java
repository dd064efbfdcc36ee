package io.henge.core.placement;

import java.util.stream.Stream;

/** One reason to take a cluster rather than another; the points are added, and the most are taken. */
interface Score {
    Stream<Appraisal.Mark> marks(Option cluster, Asker asker);
}
