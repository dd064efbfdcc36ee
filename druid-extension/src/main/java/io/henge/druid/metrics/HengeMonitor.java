package io.henge.druid.metrics;

import com.google.inject.Inject;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.java.util.metrics.AbstractMonitor;

/**
 * Sends {@link Gauges} once a monitoring period while this Overlord leads with a runner of Henge's. Druid runs it without
 * its being named among {@code druid.monitoring.monitors}.
 */
public final class HengeMonitor extends AbstractMonitor {
    private final TaskMaster taskMaster;

    @Inject
    public HengeMonitor(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @Override
    public boolean doMonitor(ServiceEmitter emitter) {
        if (taskMaster.getTaskRunner().orNull() instanceof MeasuredRunner runner) {
            runner.takeGauges().ifPresent(gauges -> gauges.samples().forEach(sample -> sample.sendTo(emitter)));
        }
        return true;
    }
}
