package io.henge.druid.config;

import java.util.List;

/** The runner cannot be started as configured; the message holds every complaint, one a line. */
public class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> complaints) {
        super(String.join("\n", complaints));
    }
}
