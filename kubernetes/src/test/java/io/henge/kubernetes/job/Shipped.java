package io.henge.kubernetes.job;

import io.henge.core.attempt.TaskId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds shipments of which a test says only what matters to it. */
public final class Shipped {
    private final String id;
    private String type = "index";
    private String group = "group";
    private String dataSource = "flights";
    private Payload payload = new Payload("payload", Payload.Way.ENVIRONMENT);
    private Peon peon = new Peon("/base", "/base/tasks", null, "ALL", true, false);
    private Wishes wishes = Wishes.NONE;
    private final TreeMap<String, String> environment = new TreeMap<>();

    private Shipped(String id) {
        this.id = id;
    }

    public static Shipped task(String id) {
        return new Shipped(id);
    }

    public Shipped type(String value) {
        type = value;
        return this;
    }

    public Shipped group(String value) {
        group = value;
        return this;
    }

    public Shipped dataSource(String value) {
        dataSource = value;
        return this;
    }

    public Shipped payload(String encoded, Payload.Way way) {
        payload = new Payload(encoded, way);
        return this;
    }

    public Shipped peon(@Nullable String nodeType, String mode, boolean tls) {
        peon = new Peon("/base", "/base/tasks", nodeType, mode, !mode.equals("NONE"), tls);
        return this;
    }

    public Shipped wishes(Map<String, String> tags, @Nullable String templateKey, String javaOpts) {
        wishes = new Wishes(new TreeMap<>(tags), templateKey, javaOpts);
        return this;
    }

    public Shipped variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Shipment pack() {
        return new Shipment(new TaskId(id), type, group, dataSource, payload, peon, wishes, environment);
    }
}
