package io.henge.druid.config;

import io.henge.druid.config.Property.Reader;
import io.henge.druid.config.Property.Scope;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at every key that is given: one that only Henge would have and that there is not is refused; one that Druid's own
 * runner passes over, that does nothing here, or that has a better name is told once.
 */
final class GivenKeys {
    /** The first words of keys that only Henge has: an unknown one among them is a mistake. */
    private static final List<String> OWN_WORDS = List.of("failover", "health", "ledger", "outcome", "placement");

    private static final Pattern CLUSTER = Pattern.compile("clusters\\.(\\d{1,4})\\.(.+)");

    /** A key that begins nearly as those of clusters do. */
    private static final Pattern NEARLY_CLUSTER = Pattern.compile("(?i)clusters?(\\.(\\d{1,4}))?\\.(.+)");

    private final PropertyBag bag;
    private final Section common;

    /** Whether clusters have names here. */
    private final boolean named;

    private GivenKeys(PropertyBag bag, RunnerType type) {
        this.bag = bag;
        this.common = Section.commonOf(bag);
        this.named = type != RunnerType.K8S;
    }

    static void check(PropertyBag bag, RunnerType type) {
        GivenKeys keys = new GivenKeys(bag, type);
        bag.below("").forEach(keys::look);
    }

    private void look(String key, PropertyValue value) {
        Matcher cluster = CLUSTER.matcher(key);
        Optional<Property> property = PropertyTable.find(key, Scope.COMMON);
        if (cluster.matches()) {
            lookAtCluster(cluster.group(2), "clusters[" + cluster.group(1) + "].", value);
        } else if (property.isPresent()) {
            tellIdle(property.get(), value);
            tellDeprecated(property.get(), value);
        } else if (OWN_WORDS.stream().anyMatch(word -> key.startsWith(word + "."))) {
            String start = key.substring(0, key.indexOf('.') + 1);
            refuse(value, KeyGuess.ofCommon(key, named), known(start));
        } else if (!key.startsWith("clusters.") && !key.startsWith("clusters[") && !DruidKeys.includes(key)) {
            bag.slip(
                    value,
                    "is not known"
                            + guess(key)
                                    .filter(meant -> !meant.equals(value.spelled()))
                                    .map(meant -> ": did you mean `" + meant + "`?")
                                    .orElse(" and does nothing: leave it out."));
        }
    }

    private void lookAtCluster(String key, String start, PropertyValue value) {
        if (PropertyTable.find(key, Scope.CLUSTER).isEmpty()) {
            refuse(
                    value,
                    KeyGuess.ofCluster(key, start),
                    PropertyTable.keysWhere(property -> property.scope().includes(Scope.CLUSTER)));
        }
    }

    private Optional<String> guess(String key) {
        Matcher nearly = NEARLY_CLUSTER.matcher(key);
        if (!named || !nearly.matches()) {
            return KeyGuess.ofCommon(key, named);
        }
        String start = "clusters[" + (nearly.group(2) == null ? "0" : nearly.group(2)) + "].";
        return PropertyTable.find(nearly.group(3), Scope.CLUSTER).isPresent()
                ? Optional.of(bag.prefix() + start + nearly.group(3))
                : KeyGuess.ofCluster(nearly.group(3), start);
    }

    private static String known(String start) {
        return PropertyTable.keysWhere(property -> property.key().startsWith(start));
    }

    private void refuse(PropertyValue value, Optional<String> meant, String known) {
        bag.complain(
                value,
                "There is no such property"
                        + meant.map(key -> ": did you mean `" + key + "`?")
                                .orElse(known.isEmpty() ? "." : "; known here: " + known + "."));
    }

    private void tellIdle(Property property, PropertyValue value) {
        if (property.reader() != Reader.NOBODY) {
            return;
        }
        boolean said = switch (property.type().kind()) {
            case FLAG -> common.flag(property.key());
            case DURATION -> common.period(property.key()).toMillis() > 0;
            default -> true;
        };
        if (said) {
            bag.note(value, property.meaning());
        }
    }

    private void tellDeprecated(Property property, PropertyValue value) {
        if (property.key().equals("sidecarSupport")) {
            bag.note(
                    value,
                    "is deprecated: give `" + common.spelled("k8s.adapter.type")
                            + "` the value overlordMultiContainer instead.");
        }
    }
}
