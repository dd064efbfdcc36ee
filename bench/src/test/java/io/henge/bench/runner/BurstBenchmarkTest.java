package io.henge.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.bench.figure.Figure;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a benchmark runs at all; how fast is not for a test to say. */
class BurstBenchmarkTest {
    private static final int FEW = 20;

    @TempDir
    Path scratch;

    @Test
    @Timeout(300)
    void everyTaskOfASmallBurstEnds() throws Exception {
        List<Figure> figures = new BurstBenchmark(FEW).run(scratch, Progress.silent());
        assertThat(figures).extracting(Figure::what).doesNotHaveDuplicates();
        assertThat(figures)
                .filteredOn(figure -> figure.what().contains("lost"))
                .singleElement()
                .satisfies(
                        lost -> assertThat(lost.target().isMetBy(lost.value())).isTrue());
    }
}
