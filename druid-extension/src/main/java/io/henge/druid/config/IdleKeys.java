package io.henge.druid.config;

import io.henge.druid.config.Property.Reader;
import org.jspecify.annotations.Nullable;

/** Properties of Druid's own runner that mean nothing here, or that have a better name: checked, and told once. */
final class IdleKeys {
    private IdleKeys() {}

    static void check(PropertyBag bag) {
        Section common = Section.commonOf(bag);
        PropertyTable.where(property -> property.reader() == Reader.NOBODY).forEach(property -> {
            if (property.isOpen()) {
                bag.below(property.key().substring(0, property.key().length() - Property.OPEN.length()))
                        .values()
                        .forEach(value -> bag.note(value, property.meaning()));
            } else {
                idle(common, property);
            }
        });
        deprecated(common);
    }

    private static void idle(Section common, Property property) {
        @Nullable PropertyValue value = common.find(property.key());
        if (value == null) {
            return;
        }
        boolean said = property.type().kind() == PropertyType.Kind.FLAG
                ? common.flag(property.key())
                : common.period(property.key()).toMillis() > 0;
        if (said) {
            common.bag().note(value, property.meaning());
        }
    }

    private static void deprecated(Section common) {
        @Nullable PropertyValue sidecars = common.find("sidecarSupport");
        if (sidecars != null) {
            common.bag()
                    .note(
                            sidecars,
                            "is deprecated: give `" + common.spelled("k8s.adapter.type")
                                    + "` the value overlordMultiContainer instead.");
        }
    }
}
