package io.henge.kubernetes.overlord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.stub.StubApiServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlordPodReaderTest {
    @TempDir
    private Path dir;

    private StubApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new StubApiServer().start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OverlordPodReader reader(@Nullable String podName) throws Exception {
        return new OverlordPodReader(server.settings(dir), podName);
    }

    @Test
    void thePodOfTheOverlordIsReadWithOneRequest() throws Exception {
        server.answer(
                "GET", "/pods/overlord-0", 200, "{\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"name\":\"druid\"}]}}");
        assertThat(reader("overlord-0").spec().getContainers().get(0).getName()).isEqualTo("druid");
        assertThat(server.calls()).containsExactly("GET /api/v1/namespaces/henge/pods/overlord-0");
    }

    @Test
    void aPodThatCannotBeReadIsToldWithItsNameAndMayBeReadLater() throws Exception {
        server.answer("GET", "/pods/", 404, "{\"kind\":\"Status\",\"message\":\"pods \\\"o\\\" not found\"}");
        assertThatThrownBy(() -> reader("o").spec())
                .isInstanceOf(JobRefusedException.class)
                .hasMessage("The Overlord's own pod[henge/o], from which the peons' are made, cannot be read. "
                        + "The API server answered 404: pods \"o\" not found.")
                .matches(e -> ((JobRefusedException) e).isPassing());
    }

    @Test
    void anOverlordOutsideAPodIsToldWhatToDo() {
        assertThatThrownBy(() -> reader(null).spec())
                .hasMessageContaining("HOSTNAME is not set")
                .hasMessageContaining("customTemplateAdapter");
    }
}
