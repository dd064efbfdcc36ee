package io.henge.druid.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** All metrics of one term at one moment, as Prometheus reads them. */
public final class Exposition {
    private final MetricSnapshots snapshots;

    /** How it is written. */
    public enum Format {
        OPEN_METRICS(OpenMetricsTextFormatWriter.CONTENT_TYPE),
        TEXT(PrometheusTextFormatWriter.CONTENT_TYPE);

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        /** As the header {@code Content-Type} says it. */
        public String contentType() {
            return contentType;
        }

        private ExpositionFormatWriter writer() {
            return switch (this) {
                case OPEN_METRICS -> OpenMetricsTextFormatWriter.create();
                case TEXT -> PrometheusTextFormatWriter.create();
            };
        }
    }

    private Exposition(Stream<MetricSnapshot> snapshots) {
        this.snapshots = new MetricSnapshots(snapshots.toList());
    }

    /**
     * What has happened in a term, and what is so in it.
     *
     * @param now with what was counted since the term began
     */
    static Exposition of(TermSeries series, Gauges now) {
        Map<Metric, Map<Labels, Double>> values = new EnumMap<>(Metric.class);
        for (Sample sample : now.samples()) {
            Metric metric = sample.metric();
            if (metric.shape() != Metric.Shape.HISTOGRAM) {
                Exposed exposed = Exposed.of(metric);
                values.computeIfAbsent(metric, first -> new LinkedHashMap<>())
                        .put(Labels.of(exposed.labels(), exposed.values(sample)), exposed.value(sample.value()));
            }
        }
        return new Exposition(Stream.concat(
                series.snapshots().filter(snapshot -> !snapshot.getDataPoints().isEmpty()),
                values.entrySet().stream().map(one -> snapshot(Exposed.of(one.getKey()), one.getValue()))));
    }

    private static MetricSnapshot snapshot(Exposed exposed, Map<Labels, Double> values) {
        return exposed.metric().shape() == Metric.Shape.COUNTER ? counter(exposed, values) : gauge(exposed, values);
    }

    private static MetricSnapshot counter(Exposed exposed, Map<Labels, Double> values) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(exposed.withUnit()).help(exposed.help());
        values.forEach((labels, value) -> counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
        return counter.build();
    }

    private static MetricSnapshot gauge(Exposed exposed, Map<Labels, Double> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name(exposed.withUnit())
                .unit(exposed.unit())
                .help(exposed.help());
        values.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }

    public void write(Format format, OutputStream out) throws IOException {
        format.writer().write(out, snapshots);
    }
}
