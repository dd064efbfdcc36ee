package io.henge.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal goes the whole way of a Job, from its task to what is seen of it, without a cluster. */
class RehearsalTest {
    private static final Attempt ATTEMPT = ScriptedTasks.attempt(new ClusterName("east"), "henge", JobScript.ENDS_WELL);

    @TempDir
    Path templates;

    @Test
    void theRehearsedJobIsSeen() throws Exception {
        assertThat(Rehearsal.play(new ScriptedTasks(templates).jobs("owner"), ATTEMPT))
                .isTrue();
    }

    @Test
    void aClientThatLeadsNowhereIsBuilt() {
        assertThatCode(ClientFactory::rehearse).doesNotThrowAnyException();
    }

    @Test
    void whatCannotBeMadeIsRefusedAsForATask() {
        ScriptedTasks none = new ScriptedTasks(templates, attempt -> {
            throw new JobRefusedException("There is no task");
        });
        assertThatThrownBy(() -> Rehearsal.play(none.jobs("owner"), ATTEMPT)).isInstanceOf(JobRefusedException.class);
    }
}
