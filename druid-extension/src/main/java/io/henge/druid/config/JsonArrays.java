package io.henge.druid.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A property that is a JSON array of objects, made into one property per leaf, as if it were written so. */
final class JsonArrays {
    private JsonArrays() {}

    /** @param whole a field that stays JSON, wherever it occurs */
    static void spread(PropertyBag bag, String key, String whole) {
        @Nullable PropertyValue value = bag.find(key);
        if (value == null) {
            return;
        }
        bag.remove(key);
        try {
            JsonNode array = bag.json().readTree(value.text());
            if (array.isArray()) {
                spread(bag, value.spelled(), array, whole);
                return;
            }
        } catch (JsonProcessingException e) {
            // The complaint below names the value.
        }
        bag.complain(value, "Give a JSON array of objects, or " + value.spelled() + "[0].name and so on.");
    }

    private static void spread(PropertyBag bag, String spelled, JsonNode node, String whole) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                spread(bag, spelled + "[" + i + "]", node.get(i), whole);
            }
        } else if (node.isObject() && !spelled.endsWith("." + whole)) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                spread(bag, spelled + "." + field.getKey(), field.getValue(), whole);
            }
        } else if (!node.isNull()) {
            String text = node.isValueNode() ? node.asText() : node.toString();
            bag.put(new PropertyValue(spelled, text, text));
        }
    }
}
