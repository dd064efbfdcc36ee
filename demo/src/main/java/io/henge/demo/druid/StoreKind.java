package io.henge.demo.druid;

import io.henge.demo.database.PostgresPrograms;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which database keeps Druid's metadata, and with it Henge's ledger. */
public enum StoreKind {
    /** Druid's own default, for trying things out. */
    DERBY("derby", "henge") {
        @Override
        Map<String, String> properties(int port) {
            return Map.of(
                    CONNECTOR + "connectURI",
                    jdbcUrl(port) + ";create=true",
                    CONNECTOR + "host",
                    Endpoints.HOST,
                    CONNECTOR + "port",
                    Integer.toString(port));
        }
    },
    /** What many have in production. */
    POSTGRESQL("postgresql", PostgresPrograms.DATABASE + "?user=" + PostgresPrograms.USER) {
        @Override
        Map<String, String> properties(int port) {
            return Map.of(CONNECTOR + "connectURI", jdbcUrl(port), CONNECTOR + "user", PostgresPrograms.USER);
        }
    };

    private static final String STORAGE = "druid.metadata.storage.";
    private static final String CONNECTOR = STORAGE + "connector.";

    private final String word;
    private final String database;

    StoreKind(String word, String database) {
        this.word = word;
        this.database = database;
    }

    /** What people, Druid, JDBC and the part's log call it. */
    public String word() {
        return word;
    }

    public static Optional<StoreKind> of(String word) {
        return Arrays.stream(values()).filter(store -> store.word.equals(word)).findFirst();
    }

    /** The store that a URL of {@link #jdbcUrl} leads to. */
    public static StoreKind ofUrl(String jdbcUrl) {
        return Arrays.stream(values())
                .filter(store -> jdbcUrl.startsWith("jdbc:" + store.word + ":"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No store here has Url[" + jdbcUrl + "]"));
    }

    /** For reading it from outside; makes no database. */
    String jdbcUrl(int port) {
        return "jdbc:" + word + "://" + Endpoints.HOST + ":" + port + "/" + database;
    }

    /** Druid's settings for it. */
    Map<String, String> settings(int port) {
        Map<String, String> settings = new TreeMap<>(properties(port));
        settings.put(STORAGE + "type", word);
        return settings;
    }

    abstract Map<String, String> properties(int port);

    /** Whether a peon can do without it: it asks the Overlord, and has no connector but Derby's. */
    static boolean isSetting(String property) {
        return property.startsWith(STORAGE);
    }
}
