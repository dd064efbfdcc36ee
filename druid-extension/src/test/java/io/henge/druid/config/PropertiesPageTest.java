package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.druid.GeneratedPart;
import io.henge.druid.config.Property.Reader;
import io.henge.druid.config.Property.Scope;
import io.henge.druid.workers.WorkersConfig;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reference/properties.md is what {@link PropertyTable} says, and the table has what is read past it, too. */
class PropertiesPageTest {
    @Test
    void thePageListsTheCommonProperties() {
        check("runner", property -> property.scope() != Scope.CLUSTER && isReadHere(property));
    }

    @Test
    void thePageListsTheClustersProperties() {
        check("clusters", property -> property.scope() == Scope.CLUSTER);
    }

    @Test
    void thePageListsThePropertiesOfWorkers() {
        check("workers", property -> property.reader() == Reader.WORKERS);
    }

    @Test
    void thePageListsWhatHasNoEffect() {
        check("idle", property -> property.reader() == Reader.NOBODY);
    }

    @Test
    void thePageListsWhatDruidReadsItself() {
        GeneratedPart.check(
                "properties.md",
                "druid",
                GeneratedPart.head("who", "properties")
                        + GeneratedPart.row(List.of("the runner for workers", keys(DruidKeys.OF_WORKER_RUNNER)))
                        + GeneratedPart.row(List.of("workers", keys(DruidKeys.OF_WORKERS))));
    }

    private static String keys(List<String> keys) {
        return keys.stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
    }

    private static boolean isReadHere(Property property) {
        return property.reader() != Reader.WORKERS && property.reader() != Reader.NOBODY;
    }

    private static void check(String part, Predicate<Property> which) {
        GeneratedPart.check(
                "properties.md",
                part,
                GeneratedPart.head("property", "type", "default", "per cluster", "adapter", "meaning")
                        + PropertyTable.where(which).stream()
                                .map(PropertiesPageTest::row)
                                .collect(Collectors.joining()));
    }

    private static String row(Property property) {
        PropertyType type = property.type();
        String absent = property.absent();
        return GeneratedPart.row(List.of(
                "`" + (property.scope() == Scope.CLUSTER ? "clusters[N]." : "") + property.key() + "`",
                type.kind().word() + (type.range().isEmpty() ? "" : ": " + type.range()),
                absent.startsWith("(") ? absent.substring(1, absent.length() - 1) : "`" + absent + "`",
                property.scope() == Scope.COMMON ? "no" : property.scope() == Scope.BOTH ? "yes" : "only",
                property.reader().words(),
                property.meaning()));
    }

    @Test
    void theTableHasWhatDruidReadsForTheWorkers() {
        assertThat(PropertyTable.where(property -> property.reader() == Reader.WORKERS))
                .extracting(Property::key)
                .containsExactlyInAnyOrderElementsOf(
                        keysOf("k8sAndWorker", WorkersConfig.class).toList());
    }

    /** The keys that Druid reads into an object, one level after the other. */
    private static Stream<String> keysOf(String start, Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(JsonProperty.class))
                .flatMap(field -> field.getType().getEnclosingClass() == WorkersConfig.class
                        ? keysOf(start + "." + nameOf(field), field.getType())
                        : Stream.of(start + "." + nameOf(field)));
    }

    private static String nameOf(Field field) {
        String given = field.getAnnotation(JsonProperty.class).value();
        return given.isEmpty() ? field.getName() : given;
    }
}
