package io.henge.demo.druid;

import java.net.URI;

/**
 * Where the parts which every Druid process needs are found.
 *
 * @param zooKeeper host and port
 * @param derbyPort of the network server on the loopback address
 */
public record Endpoints(String zooKeeper, int derbyPort) {
    public static final String HOST = "127.0.0.1";
    private static final String JDBC = "jdbc:derby:";

    /** The same from the other addresses of these parts. */
    public static Endpoints of(String zooKeeper, String jdbcUrl) {
        return new Endpoints(
                zooKeeper, URI.create(jdbcUrl.substring(JDBC.length())).getPort());
    }

    /** For reading the metadata store from outside: does not make the database. */
    public String jdbcUrl() {
        return JDBC + "//" + HOST + ":" + derbyPort + "/henge";
    }
}
