package io.henge.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.bench.figure.Figure;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the parts of the benchmark of failover run at all, in small; how fast is not for a test to say. */
@Tag("real-cluster")
@Tag("long")
@Timeout(600)
class FailoverBenchmarksTest {
    @TempDir
    Path scratch;

    private static double value(List<Figure> figures, String what) {
        return figures.stream()
                .filter(figure -> figure.what().contains(what))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void aLossIsSeenToItsEnd() throws Exception {
        List<Figure> figures = new LossBenchmark(4).run(scratch, List.of(Ailment.DROPS), Progress.silent());
        assertThat(figures).extracting(Figure::what).doesNotHaveDuplicates();
        assertThat(value(figures, "to the first replacement running")).isPositive();
        assertThat(value(figures, "to the end of the last orphan")).isPositive();
    }

    @Test
    void tasksOnAClusterThatIsWellRunWhileAnotherAnswersNothingButErrors() throws Exception {
        List<Figure> figures = new IsolationBenchmark(3)
                .run(scratch, List.of(Ailment.THROTTLED, Ailment.BREAKS), Duration.ofSeconds(1), Progress.silent());
        assertThat(figures).extracting(Figure::what).doesNotHaveDuplicates();
        assertThat(value(figures, "never ran")).isZero();
    }

    @Test
    void aNewLeaderPlacesWhileAClusterHangs() throws Exception {
        List<Figure> figures = new HangBenchmark(1).run(scratch, Progress.silent());
        assertThat(figures).extracting(Figure::what).doesNotHaveDuplicates();
        assertThat(value(figures, "longest from then")).isPositive();
    }

    @Test
    void whatAStormLeavesRunsAgain() throws Exception {
        List<Figure> figures = new LossStormBenchmark(20).run(scratch, Progress.silent());
        assertThat(figures).extracting(Figure::what).doesNotHaveDuplicates();
        assertThat(value(figures, "creates by Henge")).isPositive();
    }
}
