package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Event;
import io.henge.kubernetes.call.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Objects as a watch shows them. */
final class Shown {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private Shown() {}

    /** The object with so much of it as is looked at. */
    static <T> T of(T object, Class<T> type, Excerpt excerpt) {
        String line = "{\"type\":\"MODIFIED\",\"object\":" + JSON.asJson(object) + "}";
        try {
            Event<?> event = Api.event(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), type, excerpt);
            return Objects.requireNonNull(type.cast(event.object()));
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
