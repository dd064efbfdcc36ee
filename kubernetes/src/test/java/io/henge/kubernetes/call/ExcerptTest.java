package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of an API server's JSON, what is wanted is read, whatever stands around it. */
class ExcerptTest {
    private static final Excerpt WANTED = Excerpt.of("kind")
            .and("metadata", Excerpt.of("name", "annotations"))
            .and("status", Excerpt.of("phase"));

    private static final String POD = """
            {"kind":"Pod","metadata":{"managedFields":[{"fieldsV1":{"f:a":{}}}],"name":"one",
              "annotations":{"small":"s"},"uid":"u"},
             "spec":{"containers":[{"name":"main","env":[{"name":"phase","value":"x"}]}]},
             "status":{"phase":"Running","podIP":"127.0.0.1"}}
            """;

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
}
