package io.henge.demo.druid;

/** Druid's logging: everything to standard output, one line per event. */
public final class LogSettings {
    private LogSettings() {}

    /** A {@code log4j2.xml}. */
    public static String toStandardOutput() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Configuration status="WARN" shutdownHook="disable">
                  <Appenders>
                    <Console name="Console" target="SYSTEM_OUT">
                      <PatternLayout pattern="%d{ISO8601} %p [%t] %c - %m%n"/>
                    </Console>
                  </Appenders>
                  <Loggers>
                    <Root level="info"><AppenderRef ref="Console"/></Root>
                    <Logger name="org.apache.druid.initialization" level="warn"/>
                    <Logger name="org.apache.zookeeper" level="warn"/>
                    <Logger name="org.apache.curator" level="warn"/>
                  </Loggers>
                </Configuration>
                """;
    }
}
