package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MapTextTest {
    @Test
    void aMapIsAJsonObject() {
        assertThat(MapText.of(new TreeMap<>())).isEqualTo("{}");
        assertThat(MapText.of(map("probe", "timed out", "watch", "a \"b\" \\ \n ü")))
                .isEqualTo("{\"probe\":\"timed out\",\"watch\":\"a \\\"b\\\" \\\\ \\u000a ü\"}");
    }

    @Test
    void whatWasWrittenIsRead() {
        for (String text :
                new String[] {"", " ", "a", "\"", "\\", "\\u0041", "\r\n\t\u0000x", "{}:,", "日本\uD83D\uDE00"}) {
            SortedMap<String, String> map = map("k" + text, text, "l", "");
            SortedMap<String, String> kept =
                    text.indexOf(0) < 0 ? map : map("k\r\n\t\uFFFDx", "\r\n\t\uFFFDx", "l", "");
            assertThat(MapText.read(MapText.of(map))).isEqualTo(kept);
        }
    }

    @Test
    void howManyEntriesWereLeftOutIsSaid() {
        TreeMap<String, String> many = new TreeMap<>();
        for (int i = 100; i < 200; i++) {
            many.put("name-" + i, "value");
        }
        SortedMap<String, String> kept = MapText.read(MapText.of(many));
        assertThat(kept).hasSize(33).containsEntry("name-131", "value").containsEntry("…", "68 more");
    }

    @Test
    void noMapIsLongerThanItsColumn() {
        TreeMap<String, String> wide = new TreeMap<>();
        for (int i = 100; i < 140; i++) {
            wide.put(i + "\u0001".repeat(1_000), "\u0001".repeat(10_000));
        }
        assertThat(MapText.of(wide)).hasSizeLessThanOrEqualTo(Tables.MAP_MAX);
        assertThat(MapText.read(MapText.of(wide))).hasSize(2).containsEntry("…", "39 more");
        SortedMap<String, String> cut = MapText.read(MapText.of(map("n".repeat(200), "v".repeat(600))));
        assertThat(cut.firstKey()).hasSize(100).endsWith("…");
        assertThat(cut.get(cut.firstKey())).hasSize(500).endsWith("…");
    }

    @Test
    void whatMeansNothingWhereItIsCutIsKeptWhole() {
        SortedMap<String, String> values = map("a", "v".repeat(1_000), "b", "\"".repeat(1_000));
        assertThat(MapText.read(MapText.whole(values))).isEqualTo(values);
        assertThat(MapText.whole(map("ü", "日本"))).isEqualTo("{\"\\u00fc\":\"\\u65e5\\u672c\"}");
        assertThat(MapText.read(MapText.whole(map("ü", "日本")))).isEqualTo(map("ü", "日本"));
    }

    @Test
    void whatHengeNeverWroteIsRefused() {
        for (String text : new String[] {
            "",
            "{",
            "}",
            "{}}",
            "{\"a\"}",
            "{\"a\":1}",
            "{\"a\":\"b\",}",
            "{\"a\":\"b",
            "{\"a\":\"b\"}x",
            "{\"a\":\"\\",
            "{\"a\":\"\\u00g0\"}"
        }) {
            assertThatThrownBy(() -> MapText.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static SortedMap<String, String> map(String... namesAndValues) {
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new TreeMap<>(Map.copyOf(map));
    }
}
