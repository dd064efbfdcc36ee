package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.JsonWalk.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Objects as a watch shows them. */
final class Shown {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private Shown() {}

    /** The object with so much of it as is looked at. */
    static <T> T of(T object, Reading<T> reading) {
        String line = "{\"type\":\"MODIFIED\",\"object\":" + JSON.asJson(object) + "}";
        try {
            return Objects.requireNonNull(Api.event(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), reading)
                    .object());
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
