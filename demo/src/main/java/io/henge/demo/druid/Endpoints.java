package io.henge.demo.druid;

import java.net.URI;

/**
 * Where the parts which every Druid process needs are found.
 *
 * @param zooKeeper host and port
 * @param storePort of the metadata store on the loopback address
 */
public record Endpoints(String zooKeeper, StoreKind store, int storePort) {
    public static final String HOST = "127.0.0.1";

    /** The same from the other addresses of these parts. */
    public static Endpoints of(String zooKeeper, String jdbcUrl) {
        return new Endpoints(
                zooKeeper,
                StoreKind.ofUrl(jdbcUrl),
                URI.create(jdbcUrl.substring("jdbc:".length())).getPort());
    }

    /** For reading the metadata store from outside: does not make the database. */
    public String jdbcUrl() {
        return store.jdbcUrl(storePort);
    }
}
