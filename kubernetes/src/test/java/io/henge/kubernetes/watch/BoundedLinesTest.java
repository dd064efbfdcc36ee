package io.henge.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.kubernetes.call.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedLinesTest {
    private static List<String> lines(String text, int max) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BoundedLines from =
                new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), max)) {
            for (@Nullable ByteBuffer line = from.next(); line != null; line = from.next()) {
                lines.add(StandardCharsets.UTF_8.decode(line).toString());
            }
        }
        return lines;
    }

    @Test
    void linesEndWithALineFeedAndTheLastMayDoWithoutOne() throws IOException {
        assertThat(lines("", 9)).isEmpty();
        assertThat(lines("a\n", 9)).containsExactly("a");
        assertThat(lines("a\n\nbé\nc", 9)).containsExactly("a", "", "bé", "c");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_192, 8_193, 20_000})
    void aLineOfTheBoundIsTakenAndALongerOneIsNot(int max) throws IOException {
        String longest = "x".repeat(max);
        assertThat(lines("a\n" + longest + "\nb\n", max)).containsExactly("a", longest, "b");
        assertThatThrownBy(() -> lines(longest + "x\n", max)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aLineWithoutEndIsRefusedOnceItIsTooLong() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> new BoundedLines(endless, 100_000).next())
                .isInstanceOf(RefusedException.class)
                .hasMessage("The API server sent a line of more than 100000 bytes");
    }
}
