package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Status;
import io.henge.shaded.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and lists are read as they come, whatever stands around what is taken. */
class JsonWalkTest {
    private static final String THING = """
            {"before":[{"name":"not this"}],"name":"one","none":null,"texts":{"a":"1","b":2,"c":{"left":"out"}},
             "all":[{"name":"x"},{"name":"y"}],"after":{"name":[{}]}}
            """;

    /** Takes the fields of a thing that are text, and those below. */
    private static Map<String, Object> thing(JsonParser in) throws IOException {
        TreeMap<String, Object> taken = new TreeMap<>();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "name", "none" -> taken.put(name, JsonWalk.text(in));
                case "texts" -> taken.put(name, JsonWalk.texts(in, "c"::equals));
                case "all" -> taken.put(name, JsonWalk.elements(in, JsonWalkTest::thing));
                default -> {}
            }
        });
        return taken;
    }

    private static final Map<String, Object> TAKEN = Map.of(
            "name", "one",
            "texts", Map.of("a", "1", "b", "2"),
            "all", List.of(Map.of("name", "x"), Map.of("name", "y")));

    private static Event<Map<String, Object>> event(String json) throws IOException {
        byte[] read = ("before" + json + "after").getBytes(StandardCharsets.UTF_8);
        ByteBuffer line = ByteBuffer.wrap(read, "before".length(), read.length - "before".length() - "after".length());
        return Api.event(line, JsonWalkTest::thing);
    }

    private static ListPage<Map<String, Object>> page(String json) throws IOException {
        return Json.readPage(json.getBytes(StandardCharsets.UTF_8), JsonWalkTest::thing);
    }

    @Test
    void anEventHasItsObject() throws IOException {
        assertThat(event("{\"type\":\"ADDED\",\"more\":[[]],\"object\":" + THING + "}"))
                .isEqualTo(new Event<>("ADDED", TAKEN, null));
    }

    @Test
    void anErrorHasItsStatus() throws IOException {
        Event<?> error =
                event("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}}");
        assertThat(error.object()).isNull();
        assertThat(error.error()).extracting(Status::getCode).isEqualTo(410);
    }

    @Test
    void aListHasItsItemsAndWhereItGoesOn() throws IOException {
        String metadata = "\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"c\",\"remainingItemCount\":9}";
        String items = "\"items\":[" + THING + "," + THING + "]";
        ListPage<Map<String, Object>> whole = new ListPage<>(List.of(TAKEN, TAKEN), "7", "c");
        assertThat(page("{\"kind\":\"List\"," + metadata + "," + items + "}")).isEqualTo(whole);
        assertThat(page("{" + items + "," + metadata + "}")).isEqualTo(whole);
    }

    @Test
    void aListThatEndsHasNoMore() throws IOException {
        assertThat(page("{\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"\"},\"items\":null}"))
                .isEqualTo(new ListPage<>(List.of(), "7", null));
        assertThat(page("{}")).isEqualTo(new ListPage<>(List.of(), null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "<html>",
                "{\"type\":\"ADDED\",\"object\":{\"name\":{}}}",
                "{\"type\":\"ADDED\",\"object\":{\"texts\":[]}}",
                "{\"type\":\"ADDED\",\"object\":{\"all\":[1]}}",
                "{\"type\":\"ADDED\",\"object\":[]}",
                "{\"type\":\"ADDED\",\"object\":{\"all\":[{}",
                "{\"type\":{},\"object\":{}}"
            })
    void whatIsNoEventIsRefused(String line) {
        assertThatThrownBy(() -> event(line)).isInstanceOf(IOException.class).hasMessageContaining("watch event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"items\":{}}", "{\"items\":[1]}", "{\"metadata\":7}", "{\"items\":[{}"})
    void whatIsNoListIsRefused(String body) {
        assertThatThrownBy(() -> page(body)).isInstanceOf(IOException.class).hasMessageContaining("list");
    }
}
