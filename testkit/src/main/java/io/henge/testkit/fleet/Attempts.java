package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWrite;
import java.time.Instant;
import java.util.Locale;

/** Attempts and records for tests, so that a test names only what matters to it. */
public final class Attempts {
    public static final TaskTraits TRAITS = new TaskTraits("index", "flights", "group", 50);

    private Attempts() {}

    /** A fresh first attempt. */
    public static Attempt placed(String task, String cluster, long epoch, Instant at) {
        AttemptId id = AttemptId.first(new TaskId(task));
        return placed(id, new JobAddress(new ClusterName(cluster), "henge", jobName(id)), epoch, at);
    }

    /** A fresh attempt at the given address. */
    public static Attempt placed(AttemptId id, JobAddress address, long epoch, Instant at) {
        return Attempt.placed(id, address, new Token("token-" + id.number()), TRAITS, epoch, at);
    }

    /** What Druid's own runner makes a Job for: a first attempt without a token. */
    public static Attempt ofDruidsRunner(TaskId task, String cluster, Instant at) {
        AttemptId id = AttemptId.first(task);
        JobAddress address = new JobAddress(new ClusterName(cluster), "henge", jobName(id));
        return Attempt.placed(id, address, Token.NONE, TRAITS, 0, at);
    }

    /** The record of a cluster that was searched for Jobs of Druid's own runner, as all others were. */
    public static LedgerWrite searched(String cluster) {
        return new LedgerWrite.PutCluster(ClusterRecord.unknown(new ClusterName(cluster))
                .with(ClusterRecord.Adoption.SETTLED)
                .revised());
    }

    /** A Job name that tells tasks and attempts of a test apart. */
    public static JobName jobName(AttemptId id) {
        String letters = id.task().value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        return new JobName("j-" + letters + "-" + id.number());
    }

    /** The name after so many were found to be another's. */
    public static JobName jobName(AttemptId id, int taken) {
        return taken == 0 ? jobName(id) : new JobName(jobName(id).value() + "-" + taken);
    }
}
