package io.henge.demo.druid;

/**
 * Where the parts which every Druid process needs are found.
 *
 * @param zooKeeper host and port
 * @param derbyPort of the network server on the loopback address
 */
public record Endpoints(String zooKeeper, int derbyPort) {
    public static final String HOST = "127.0.0.1";

    /** For reading the metadata store from outside: does not make the database. */
    public String jdbcUrl() {
        return "jdbc:derby://" + HOST + ":" + derbyPort + "/henge";
    }
}
