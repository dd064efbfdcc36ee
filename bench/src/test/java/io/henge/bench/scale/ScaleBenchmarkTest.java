package io.henge.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.bench.figure.Figure;
import io.henge.bench.scale.ScaleBenchmark.Size;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That it runs at all; how fast is not for a test to say. */
class ScaleBenchmarkTest {
    @TempDir
    Path scratch;

    @Test
    @Timeout(300)
    void aFewTasksOnAFewClustersLeaveNoRow() throws Exception {
        List<Figure> figures =
                new ScaleBenchmark(Duration.ofMillis(400), new Size(4, 40, 1_024)).run(scratch, Progress.silent());
        assertThat(figures).extracting(Figure::what).doesNotHaveDuplicates();
        assertThat(figures)
                .filteredOn(figure -> figure.what().endsWith("rows left"))
                .singleElement()
                .satisfies(
                        left -> assertThat(left.target().isMetBy(left.value())).isTrue());
    }
}
