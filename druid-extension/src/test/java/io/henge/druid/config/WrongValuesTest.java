package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.druid.config.Property.Reader;
import io.henge.druid.config.Property.Scope;
import io.henge.kubernetes.job.Marks;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every property of {@link PropertyTable} refuses what its type and range do not admit, and takes both ends of the range. */
class WrongValuesTest {
    /** None may be smaller than those before it. */
    private static final List<String> HEALTH = Stream.of(
                    "probeInterval", "probeTimeout", "suspectAfter", "unreachableAfter", "lostAfter", "recoverAfter")
            .map(name -> "health." + name)
            .toList();

    /** @param key as a user writes it, without the prefix */
    private record Given(Property property, String key, String value) {
        RunnerConfig read() {
            RunnerProperties properties = RunnerProperties.twoClusters().set("clusters[0].name", "east");
            if (!property.reader().includes(AdapterType.TEMPLATE)) {
                properties.set("clusters[1].adapter.type", AdapterType.MULTI_CONTAINER.value());
            }
            besideHealth(properties);
            return properties.set(key, value).read();
        }

        /** What one of these may be is bounded by the others. */
        private void besideHealth(RunnerProperties properties) {
            int place = HEALTH.indexOf(property.key());
            for (int i = 0; place >= 0 && i < HEALTH.size(); i++) {
                PropertyType type =
                        PropertyTable.of(HEALTH.get(i), Scope.COMMON).type();
                properties.set(
                        HEALTH.get(i),
                        Duration.ofMillis(i < place ? type.min() : type.max()).toString());
            }
        }

        @Override
        public String toString() {
            return key + "=" + value;
        }
    }

    private static List<String> wrong(PropertyType type) {
        return switch (type.kind()) {
            case TEXT -> List.of();
            case FLAG -> List.of("yes", "1", "TRUE.");
            case NUMBER -> List.of("many", "1.5", "" + (type.min() - 1), "" + (type.max() + 1), "9".repeat(30));
            case DURATION -> wrongDurations(type);
            case CHOICE -> List.of("best", type.choices().get(0) + "s");
            case LIST -> List.of("a,b", "[1", "[null]", "null", "{\"a\":\"b\"}");
            case MAP -> List.of("a=b", "{", "[]", "null", "{\"a\":null}", "{\"a\":{}}");
            case DNS_LABEL -> List.of("East", "a_b", "-a", "a.b", "x".repeat(64), "ä");
            case LABEL_VALUE -> List.of("a b", "-a", "a.", "x".repeat(64), "ä");
            case PATH -> List.of("a\0b");
            case PROXY -> List.of("proxy", "proxy:3128", "http://proxy", "ftp://proxy:1", "http://a b:1");
            case QUANTITY -> List.of("lots", "-1Gi", "1GB");
            case PATCH -> List.of("[1]", "text", "{\"spec\":");
        };
    }

    private static List<String> wrongDurations(PropertyType type) {
        Stream<String> always = Stream.of("soon", "10", "PT0S", "-PT1H", "P1M", "P" + "9".repeat(12) + "D");
        Stream<String> ends = Stream.of(type.min() - 1, type.max() + 1)
                .filter(millis -> millis > 0)
                .map(millis -> Duration.ofMillis(millis).toString());
        return Stream.concat(always, ends).toList();
    }

    private static List<String> ends(PropertyType type) {
        return switch (type.kind()) {
            case NUMBER -> List.of("" + type.min(), "" + type.max());
            case DURATION ->
                Stream.of(
                                type.min(),
                                Math.min(type.max(), Duration.ofDays(36500).toMillis()))
                        .map(millis -> Duration.ofMillis(millis).toString())
                        .toList();
            case CHOICE, TEXT, FLAG, LIST, MAP, DNS_LABEL, LABEL_VALUE, PATH, PROXY, QUANTITY, PATCH -> List.of();
        };
    }

    /** The property where all clusters share it, and where the second one has its own. */
    private static Stream<String> keysOf(Property property) {
        String key = property.isOpen() ? property.key().replace(Property.OPEN, "kill") : property.key();
        return Stream.of(Scope.COMMON, Scope.CLUSTER)
                .filter(property.scope()::includes)
                .map(scope -> scope == Scope.COMMON ? key : "clusters[1]." + key);
    }

    /** Those of workers are read by Druid; AssignmentTest has what is wrong with them. */
    private static Stream<Property> typed() {
        return PropertyTable.ALL.stream().filter(property -> property.reader() != Reader.WORKERS);
    }

    static Stream<Given> wrongValues() {
        return typed().flatMap(property -> keysOf(property)
                .flatMap(key -> wrong(property.type()).stream().map(value -> new Given(property, key, value))));
    }

    static Stream<Given> endsOfRanges() {
        return typed().flatMap(property -> keysOf(property)
                .flatMap(key -> ends(property.type()).stream().map(value -> new Given(property, key, value))));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void isRefusedByAMessageThatNamesKeyValueAndWhatWasExpected(Given given) {
        assertThatThrownBy(given::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`druid.indexer.runner." + given.key() + "` is `"
                        + given.value().replace("\0", "\\u0000") + "`. ")
                .hasMessageContaining(given.property().type().expected());
    }

    static Stream<String> takenMarks() {
        return Stream.of("", "clusters[1].")
                .flatMap(start -> Stream.concat(
                        Marks.names(true).stream().map(name -> start + "labels." + name),
                        Marks.names(false).stream().map(name -> start + "annotations." + name)));
    }

    @ParameterizedTest
    @MethodSource("takenMarks")
    void aLabelOrAnnotationOfTheRunnersOwnIsRefused(String key) {
        assertThatThrownBy(() -> RunnerProperties.twoClusters().set(key, "x").read())
                .isInstanceOf(ConfigException.class)
                .hasMessage("`druid.indexer.runner." + key + "` is `x`. The runner sets this itself: leave it out.");
    }

    @ParameterizedTest
    @MethodSource("endsOfRanges")
    void bothEndsOfARangeAreTaken(Given given) {
        assertThat(given.read().clusters()).hasSize(2);
    }

    @Test
    void aDefaultIsAmongWhatMayBeGiven() {
        assertThat(typed().filter(property -> !property.absent().startsWith("(")))
                .hasSizeGreaterThan(15)
                .allSatisfy(property -> assertThat(keysOf(property))
                        .allSatisfy(key -> assertThat(new Given(property, key, property.absent())
                                        .read()
                                        .clusters())
                                .hasSize(2)));
    }

    @Test
    void whatNobodyHasInTheTableCannotBeAskedFor() {
        assertThatThrownBy(() -> PropertyTable.of("disabled", Scope.COMMON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Property[disabled]");
    }
}
