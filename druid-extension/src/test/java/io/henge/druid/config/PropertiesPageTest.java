package io.henge.druid.config;

import io.henge.druid.GeneratedPart;
import io.henge.druid.config.Property.Reader;
import io.henge.druid.config.Property.Scope;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/properties.md is what {@link PropertyTable} says. */
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
}
