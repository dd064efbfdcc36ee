package io.henge.bench.store;

import io.henge.bench.child.JavaChild;
import io.henge.demo.process.PortBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.dbcp2.BasicDataSource;

/** Derby's network server with its data on disk, as in a small Druid. */
public final class DerbyServer implements Store {
    private final JavaChild process;
    private final String url;
    private final BasicDataSource pool;

    /** Pauses of some milliseconds, where G1 on two cores pauses for 25 to 35 ms in each second of this load. */
    private static final List<String> COLLECTOR = List.of("-Xmx512m", "-XX:+UseSerialGC", "-Xmn24m");

    private DerbyServer(JavaChild process, String url) {
        this.process = process;
        this.url = url;
        this.pool = Store.pool("org.apache.derby.jdbc.ClientDriver", url, "VALUES 1");
    }

    /** Starts one with an empty database below {@code scratch}. */
    public static DerbyServer start(Path scratch) throws IOException {
        Path home = Files.createDirectories(scratch.resolve("derby"));
        try (PortBlock ports = PortBlock.reserve(new Random())) {
            String port = Integer.toString(ports.take());
            List<String> options = new ArrayList<>(COLLECTOR);
            options.add("-Dderby.system.home=" + home);
            JavaChild process = JavaChild.start(scratch, DerbyMain.class, options, port);
            String version = process.line();
            if (!version.equals(DerbyMain.READY)) {
                throw new IOException("Derby said: " + version);
            }
            return new DerbyServer(process, "jdbc:derby://127.0.0.1:" + port + "/druid;create=true");
        }
    }

    public String url() {
        return url;
    }

    @Override
    public String name() {
        return "Derby";
    }

    @Override
    public Connection open() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        try (process) {
            pool.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The pool of " + name() + " cannot be closed", e);
        }
    }
}
