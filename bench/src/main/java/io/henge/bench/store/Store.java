package io.henge.bench.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;

/** A running database, empty at first, gone when closed. */
public interface Store extends AutoCloseable {
    /** What people call it. */
    String name();

    /** A connection out of a pool. */
    Connection open() throws SQLException;

    @Override
    void close();

    /** A pool with Druid's settings: the defaults of DBCP, and a query to try each connection before it is given out. */
    static BasicDataSource pool(String driver, String url, String validationQuery) {
        BasicDataSource pool = new BasicDataSource();
        pool.setDriverClassName(driver);
        pool.setUrl(url);
        pool.setValidationQuery(validationQuery);
        pool.setTestOnBorrow(true);
        return pool;
    }
}
