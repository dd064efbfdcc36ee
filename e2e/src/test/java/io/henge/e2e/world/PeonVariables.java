package io.henge.e2e.world;

import io.henge.demo.druid.PeonTemplate;
import java.util.Map;
import java.util.stream.Collectors;

/** Druid's properties as variables of peons' pods. */
final class PeonVariables {
    private PeonVariables() {}

    /** A {@code podPatch} that gives them to the peons of a cluster, each in the place of one that they have. */
    static String patch(Map<String, String> properties) {
        String variables = properties.entrySet().stream()
                .map(property -> "{\"name\":\"" + PeonTemplate.variable(property.getKey()) + "\",\"value\":\""
                        + property.getValue().replace("\"", "\\\"") + "\"}")
                .collect(Collectors.joining(","));
        return "{\"spec\":{\"containers\":[{\"name\":\"main\",\"env\":[" + variables + "]}]}}";
    }
}
