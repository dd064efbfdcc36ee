package io.henge.druid.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.java.util.emitter.service.ServiceMetricEvent;

/** One value of one metric. */
record Sample(Metric metric, Number value, SortedMap<String, Object> dimensions) {
    /** The dimension that names a cluster. */
    static final String CLUSTER = "k8s_cluster";

    /** The dimension that says what a failover followed. */
    static final String TRIGGER = "trigger";

    /** The dimension that names an Overlord. */
    static final String HOLDER = "holder";

    Sample {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    static Sample of(Metric metric, Number value) {
        return new Sample(metric, value, new TreeMap<>());
    }

    Sample with(String dimension, Object dimensionValue) {
        TreeMap<String, Object> more = new TreeMap<>(dimensions);
        more.put(dimension, dimensionValue);
        return new Sample(metric, value, more);
    }

    Sample with(Map<String, ?> more) {
        TreeMap<String, Object> all = new TreeMap<>(dimensions);
        all.putAll(more);
        return new Sample(metric, value, all);
    }

    void sendTo(ServiceEmitter emitter) {
        ServiceMetricEvent.Builder event = ServiceMetricEvent.builder();
        dimensions.forEach(event::setDimension);
        emitter.emit(event.setMetric(metric.sentAs(), value));
    }
}
