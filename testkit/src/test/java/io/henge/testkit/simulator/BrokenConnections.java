package io.henge.testkit.simulator;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Probe;
import io.henge.core.port.ClusterConnection;
import io.henge.testkit.fleet.ForwardingConnection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Connections that do not keep their promises. */
final class BrokenConnections {
    private BrokenConnections() {}

    private static CompletionStage<Optional<ApiFailure>> said() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Deletes nothing, and says that it did. */
    static class Keeping extends ForwardingConnection {
        Keeping(ClusterConnection connection) {
            super(connection);
        }

        @Override
        public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
            return said();
        }

        @Override
        public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
            return said();
        }
    }

    /** Deletes nothing, says that it did, and shows no more what it should have deleted. */
    static final class Hiding extends Keeping {
        private final Set<JobName> hidden = new TreeSet<>();

        Hiding(ClusterConnection connection) {
            super(connection);
        }

        @Override
        public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
            hidden.add(attempt.address().job());
            return super.delete(attempt);
        }

        @Override
        public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
            hidden.add(job);
            return super.delete(job, uid);
        }

        @Override
        public Optional<JobSighting> find(JobName job) {
            return hidden.contains(job) ? Optional.empty() : super.find(job);
        }
    }

    /** Does not say which cluster it leads to. */
    static final class Nameless extends ForwardingConnection {
        Nameless(ClusterConnection connection) {
            super(connection);
        }

        @Override
        public ClusterIdentity identity() {
            return ClusterIdentity.NONE;
        }
    }

    /** Takes every answer of the API server but a good one for none at all, and forgets the good ones. */
    static final class Deaf extends ForwardingConnection {
        Deaf(ClusterConnection connection) {
            super(connection);
        }

        @Override
        public Probe probe() {
            Probe heard = super.probe();
            return switch (heard.answer()) {
                case NONE, WELL, SILENT -> heard;
                case BUSY, REFUSED -> new Probe(Probe.Answer.SILENT, heard.words(), null);
            };
        }
    }

    /** Launches, and never says so. */
    static final class Silent extends ForwardingConnection {
        Silent(ClusterConnection connection) {
            super(connection);
        }

        @Override
        public CompletionStage<LaunchResult> launch(Attempt attempt) {
            var unused = super.launch(attempt);
            return new CompletableFuture<>();
        }
    }
}
