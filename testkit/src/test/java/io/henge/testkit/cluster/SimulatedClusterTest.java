package io.henge.testkit.cluster;

import static org.assertj.core.api.Assertions.fail;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.time.ManualClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

class SimulatedClusterTest extends ClusterConnectionContract {
    private static final int STEPS_MAX = 20;

    private final ManualClock clock = new ManualClock();
    private final Map<TaskId, JobScript> scripts = new HashMap<>();
    private final SimulatedCluster cluster = new SimulatedCluster(
            new ClusterName("east"), attempt -> Objects.requireNonNull(scripts.get(attempt.task())), clock);

    @Override
    protected ClusterConnection connect() {
        return cluster.connect();
    }

    @Override
    protected Attempt attempt(JobScript script) {
        Attempt attempt = Attempts.placed("task-" + scripts.size(), "east", 1, clock.instant());
        scripts.put(attempt.task(), script);
        return attempt;
    }

    @Override
    protected void setReachable(boolean reachable) {
        cluster.setApi(reachable ? SimulatedCluster.Api.ANSWERS : SimulatedCluster.Api.REFUSES);
    }

    @Override
    protected void limit(@Nullable Resources hard) {
        cluster.limit(Offer.Source.QUOTA, hard, Resources.NONE);
    }

    @Override
    protected void until(String what, BooleanSupplier condition) {
        for (int i = 0; i < STEPS_MAX; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            cluster.step();
            cluster.deliver();
        }
        if (!condition.getAsBoolean()) {
            fail("After " + STEPS_MAX + " steps it is not so that " + what);
        }
    }
}
