package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of an API server's JSON, what is wanted is read, whatever stands around it. */
class ExcerptTest {
    private static final Excerpt WANTED = Excerpt.of("kind")
            .and("metadata", Excerpt.of("name").and("annotations", Excerpt.allBut("large")))
            .and("status", Excerpt.of("phase"));

    private static final String POD = """
            {"kind":"Pod","metadata":{"managedFields":[{"fieldsV1":{"f:a":{}}}],"name":"one",
              "annotations":{"small":"s","large":"l"},"uid":"u"},
             "spec":{"containers":[{"name":"main","env":[{"name":"phase","value":"x"}]}]},
             "status":{"phase":"Running","podIP":"127.0.0.1"}}
            """;

    private static Event<?> event(String json) throws IOException {
        byte[] read = ("before" + json + "after").getBytes(StandardCharsets.UTF_8);
        ByteBuffer line = ByteBuffer.wrap(read, "before".length(), read.length - "before".length() - "after".length());
        return Json.readEvent(line, Pod.class, WANTED);
    }

    @Test
    void theFieldsThatAreNamedAreReadAndNoOthers() throws IOException {
        Pod pod = Json.read(POD, Pod.class, WANTED);
        assertThat(pod.getMetadata().getName()).isEqualTo("one");
        assertThat(pod.getMetadata().getAnnotations()).isEqualTo(Map.of("small", "s"));
        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        assertThat(pod.getSpec()).isNull();
        assertThat(pod.getMetadata().getManagedFields()).isEmpty();
        assertThat(pod.getMetadata().getUid()).isNull();
    }

    @Test
    void aListsItemsAreReadSo() throws IOException {
        Excerpt items = Excerpt.of("metadata").and("items", WANTED);
        PodList list =
                Json.read("{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[" + POD + "]}", PodList.class, items);
        assertThat(list.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(list.getItems())
                .singleElement()
                .satisfies(pod -> assertThat(pod.getSpec()).isNull());
        assertThat(Json.read("{\"metadata\":{},\"items\":[]}", PodList.class, items)
                        .getItems())
                .isEmpty();
        assertThat(Json.read("{\"metadata\":{},\"items\":null}", PodList.class, items)
                        .getItems())
                .isNullOrEmpty();
    }

    @Test
    void anEventHasItsObject() throws IOException {
        Event<?> added = event("{\"type\":\"ADDED\",\"object\":" + POD + "}");
        assertThat(added.type()).isEqualTo("ADDED");
        assertThat(((Pod) Objects.requireNonNull(added.object())).getMetadata().getName())
                .isEqualTo("one");
    }

    @Test
    void anErrorHasItsStatus() throws IOException {
        Event<?> error =
                event("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}}");
        assertThat(error.object())
                .isInstanceOfSatisfying(
                        Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "<html>",
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":{}}}}",
                "{\"type\":{},\"object\":{}}"
            })
    void whatIsNoEventIsRefused(String line) {
        assertThatThrownBy(() -> event(line)).isInstanceOf(IOException.class);
    }
}
