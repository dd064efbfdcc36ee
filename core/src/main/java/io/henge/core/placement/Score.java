package io.henge.core.placement;

import java.util.List;
import java.util.stream.Stream;

/** One reason to take a cluster rather than another; the points are added, and the most are taken. */
interface Score {
    /** All of them; of the first three, each weighs more than all below it together. */
    List<Score> ALL =
            List.of(new WishScore(), new AvoidScore(), new ReplicaScore(), new PreferScore(), new TaintScore());

    Stream<Finding.Mark> marks(Candidate cluster, Asker asker);
}
