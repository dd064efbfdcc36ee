package io.henge.bench;

import io.henge.bench.figure.Figure;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.util.List;

/** Something that can be measured, by name. */
public interface Benchmark {
    /** What it is called on the command line. */
    String name();

    /** What it measures, in one sentence without a full stop. */
    String about();

    /**
     * Measures, which takes seconds to minutes; leaves no process behind.
     *
     * @param scratch an empty directory, deleted afterwards
     */
    List<Figure> run(Path scratch, Progress progress) throws Exception;
}
