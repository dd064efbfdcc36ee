package io.henge.druid.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.druid.java.util.emitter.core.Event;
import org.apache.druid.java.util.emitter.core.EventMap;
import org.apache.druid.java.util.emitter.core.NoopEmitter;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.java.util.emitter.service.ServiceMetricEvent;

/** Keeps the metrics that are emitted. Safe for use by several threads. */
public class HeardEmitter extends ServiceEmitter {
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();

    public HeardEmitter() {
        super("druid/overlord", "overlord:8090", new NoopEmitter());
    }

    /** One metric as it would be sent. */
    public record Metric(String name, Number value, Map<String, Object> dimensions) {}

    @Override
    public void emit(Event event) {
        if (event instanceof ServiceMetricEvent metric) {
            EventMap sent = metric.toMap();
            metrics.add(new Metric(metric.getMetric(), metric.getValue(), sent));
        }
    }

    public List<Metric> metrics() {
        return metrics;
    }

    /** The metrics of one name, the oldest first. */
    public List<Metric> metrics(String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).toList();
    }
}
