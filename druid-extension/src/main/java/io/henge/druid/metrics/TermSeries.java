package io.henge.druid.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.Stream;

/**
 * What one term has counted and timed, as it happened, for Prometheus. A term begins at zero, which Prometheus takes for a
 * restart. Safe for use by several threads; adding waits for nothing.
 */
final class TermSeries {
    /** So many series a metric has at most; what would begin more of them is counted under {@link #OTHERS}. */
    static final int SERIES_MAX = 1_000;

    static final String OTHERS = "others";

    /** Seconds. */
    private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800
    };

    /** Not what the process's environment says of other users of the library. */
    private static final PrometheusProperties SETTINGS =
            PrometheusProperties.builder().build();

    private final Map<Metric, Family<?>> families = new EnumMap<>(Metric.class);

    TermSeries() {
        for (Metric metric : Metric.values()) {
            Exposed exposed = Exposed.of(metric);
            switch (metric.shape()) {
                case HISTOGRAM -> families.put(metric, Family.timing(exposed));
                case COUNTER -> {
                    // Those of the runner have their own counts, which Gauges tells.
                    if (metric.kind() != Metric.Kind.RUNNER) {
                        families.put(metric, Family.counting(exposed));
                    }
                }
                case NUMBER, SPAN, MOMENT -> {}
            }
        }
    }

    /** Takes in what has just happened; what is no such thing is left to {@link Gauges}. */
    void add(Sample sample) {
        Family<?> family = families.get(sample.metric());
        if (family != null) {
            family.add(sample);
        }
    }

    /** Lets the series of this sample be there, at zero where nothing has happened yet. */
    void begin(Sample sample) {
        Family<?> family = families.get(sample.metric());
        if (family != null) {
            family.begin(sample);
        }
    }

    /** All that was counted and timed so far. */
    Stream<MetricSnapshot> snapshots() {
        return families.values().stream().map(Family::snapshot);
    }

    /** The series of one metric. */
    private static final class Family<D extends DataPoint> {
        private final Exposed exposed;
        private final StatefulMetric<D, ?> metric;
        private final ObjDoubleConsumer<D> adding;
        private final Set<List<String>> known = ConcurrentHashMap.newKeySet();

        private Family(Exposed exposed, StatefulMetric<D, ?> metric, ObjDoubleConsumer<D> adding) {
            this.exposed = exposed;
            this.metric = metric;
            this.adding = adding;
        }

        static Family<?> timing(Exposed exposed) {
            Histogram histogram = Histogram.builder(SETTINGS)
                    .name(exposed.withUnit())
                    .unit(exposed.unit())
                    .help(exposed.help())
                    .labelNames(exposed.labels().toArray(new String[0]))
                    .classicOnly()
                    .classicUpperBounds(BUCKETS)
                    .withoutExemplars()
                    .build();
            return new Family<>(exposed, histogram, DistributionDataPoint::observe);
        }

        static Family<?> counting(Exposed exposed) {
            Counter counter = Counter.builder(SETTINGS)
                    .name(exposed.withUnit())
                    .help(exposed.help())
                    .labelNames(exposed.labels().toArray(new String[0]))
                    .withoutExemplars()
                    .build();
            return new Family<>(exposed, counter, CounterDataPoint::inc);
        }

        void add(Sample sample) {
            adding.accept(metric.labelValues(labels(sample)), exposed.value(sample.value()));
        }

        void begin(Sample sample) {
            metric.initLabelValues(labels(sample));
        }

        private String[] labels(Sample sample) {
            List<String> values = exposed.values(sample);
            // Where several begin their series at once there may be a few more.
            boolean fits = known.contains(values) || (known.size() < SERIES_MAX && known.add(values));
            return (fits ? values : Collections.nCopies(values.size(), OTHERS)).toArray(new String[0]);
        }

        MetricSnapshot snapshot() {
            return metric.collect();
        }
    }
}
