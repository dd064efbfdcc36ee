package io.henge.demo.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.demo.process.FileClaim;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLockTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void whoeverWaitsTooLongIsRefusedWithWhatToDo() throws Exception {
        BuildLock lock = new BuildLock(directory.resolve("a/build.lock"), Progress.silent(), Duration.ZERO);
        FileClaim build = lock.toBuild();
        try {
            assertThatThrownBy(lock::toUse)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessageContaining("Another henge is building in " + directory.resolve("a"))
                    .hasMessageContaining("Wait for it or end it, then run this again.");
        } finally {
            build.close();
        }
        lock.toUse().close();
    }
}
