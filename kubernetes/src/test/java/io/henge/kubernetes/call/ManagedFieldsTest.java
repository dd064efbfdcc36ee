package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Managed fields are gone from an event, and nothing else is. */
class ManagedFieldsTest {
    private static String emptied(String line) {
        byte[] read = ("the line before" + line + "the line after").getBytes(StandardCharsets.UTF_8);
        int from = "the line before".length();
        int length = line.getBytes(StandardCharsets.UTF_8).length;
        ByteBuffer without = ManagedFields.emptied(ByteBuffer.wrap(read, from, length));
        assertThat(new String(read, from + length, read.length - from - length, StandardCharsets.UTF_8))
                .isEqualTo("the line after");
        return StandardCharsets.UTF_8.decode(without).toString();
    }

    @Test
    void theListIsEmptiedWhateverItHolds() {
        String fields =
                "{\"fieldsV1\":{\"f:a\":{\"k:{\\\"uid\\\":\\\"]}\\\\\\\"\\\"}\":[[],{\"x\":[1]}]}},\"manager\":\"ä\"}";
        assertThat(emptied("{\"metadata\":{\"name\":\"ü\",\"managedFields\":[" + fields + "," + fields
                        + "],\"uid\":\"u\"},\"a\":[1]}"))
                .isEqualTo("{\"metadata\":{\"name\":\"ü\",\"managedFields\":[],\"uid\":\"u\"},\"a\":[1]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"metadata\":{\"managedFields\":[]}}",
                "{\"metadata\":{\"managedFields\":null}}",
                "{\"managedFields\":[",
                "{\"managedFields\":[{\"a\":\"]}",
                "{\"managedFields\":[\"\\",
                "\"managedFields\":",
                "{\"text\":\"\\\"managedFields\\\":[1]\"}",
                "{\"text\\\"managedFields\":[1]}"
            })
    void whatHasNoneOrIsNoJsonStaysAsItIs(String line) {
        assertThat(emptied(line)).isEqualTo(line);
    }
}
