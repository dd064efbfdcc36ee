package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.druid.metrics.Exposition.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which format a scraper gets. */
class AcceptedFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2|OPEN_METRICS",
                "application/openmetrics-text; version=\"1.0.0\"|OPEN_METRICS",
                "APPLICATION/OpenMetrics-Text|OPEN_METRICS",
                "text/plain;version=0.0.4;q=0.5,application/openmetrics-text;q=0.4|TEXT",
                "text/plain;version=0.0.4, application/openmetrics-text|TEXT",
                "application/openmetrics-text;version=2.0.0|TEXT",
                "application/openmetrics-text;q=0|TEXT",
                "application/openmetrics-text;q=much|TEXT",
                "text/html,application/xhtml+xml,*/*;q=0.8|TEXT",
                "application/json|TEXT",
                "''|TEXT",
                ";;;=,,;q|TEXT"
            })
    void theBestOfThoseThatThereAre(String accept, Format format) {
        assertThat(AcceptedFormat.of(List.of(accept))).isEqualTo(format);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(AcceptedFormat.of(List.of("application/json", "application/openmetrics-text")))
                .isEqualTo(Format.OPEN_METRICS);
        assertThat(AcceptedFormat.of(null)).isEqualTo(Format.TEXT);
        assertThat(AcceptedFormat.of(List.of())).isEqualTo(Format.TEXT);
    }

    @Test
    void aHeaderWithoutEndIsNotRead() {
        assertThat(AcceptedFormat.of(List.of("application/openmetrics-text," + "x,".repeat(100_000))))
                .isEqualTo(Format.TEXT);
    }
}
