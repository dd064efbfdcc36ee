package io.henge.druid.config;

import java.util.Arrays;
import java.util.Optional;

/** What peons' pods are made from, named as Druid's own adapters are. */
public enum AdapterType {
    SINGLE_CONTAINER("overlordSingleContainer"),
    MULTI_CONTAINER("overlordMultiContainer"),
    TEMPLATE("customTemplateAdapter");

    private final String value;

    AdapterType(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** Whether pods are made from the Overlord's own. */
    public boolean isOverlord() {
        return this != TEMPLATE;
    }

    static Optional<AdapterType> of(String value) {
        return Arrays.stream(values()).filter(type -> type.value.equals(value)).findFirst();
    }
}
