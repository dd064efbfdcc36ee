package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which attempts write to the usual root of deep storage, and where the others do. */
class StorageRootsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobName JOB = new JobName("job");
    private static final AttemptId PARENT = AttemptId.first(new TaskId("parent"));

    private static AttemptView view(int number, @Nullable AttemptId parent, boolean retried) {
        TaskTraits traits = new TaskTraits("index", "flights", "group", 50, parent, retried);
        return AttemptView.accepted(new AttemptId(new TaskId("task"), number), traits, NOW);
    }

    private static Optional<Attempt> parentWith(@Nullable String root) {
        JobAddress address = new JobAddress(new ClusterName("east"), "henge", new JobName("parent-job"));
        TaskTraits traits = new TaskTraits("index_parallel", "flights", "group", 50);
        return Optional.of(Attempt.placed(PARENT, address, new Token("t"), traits, 1, root, NOW));
    }

    @Test
    void aFirstAttemptOfAFirstTryWritesToTheUsualRoot() {
        assertThat(StorageRoots.rootOf(view(1, null, false), JOB, Optional.empty()))
                .isNull();
        assertThat(StorageRoots.rootOf(view(1, PARENT, false), JOB, parentWith(null)))
                .isNull();
    }

    @Test
    void aLaterAttemptAndARetryHaveRootsOfTheirOwn() {
        assertThat(StorageRoots.rootOf(view(2, null, false), JOB, Optional.empty()))
                .isEqualTo("henge-attempts/job");
        assertThat(StorageRoots.rootOf(view(1, PARENT, true), JOB, parentWith(null)))
                .isEqualTo("henge-attempts/job");
    }

    @Test
    void whoseParentIsNotKnownHasARootOfItsOwn() {
        assertThat(StorageRoots.rootOf(view(1, PARENT, false), JOB, Optional.empty()))
                .isEqualTo("henge-attempts/job");
    }

    @Test
    void aSubTaskWritesBelowTheRootOfItsParent() {
        assertThat(StorageRoots.rootOf(view(1, PARENT, false), JOB, parentWith("henge-attempts/parent-job")))
                .isEqualTo("henge-attempts/parent-job/job");
        String long240 = "henge-attempts/" + "x".repeat(240);
        assertThat(StorageRoots.rootOf(view(1, PARENT, false), JOB, parentWith(long240)))
                .as("where the ledger's column would not hold it")
                .isEqualTo("henge-attempts/job");
    }
}
