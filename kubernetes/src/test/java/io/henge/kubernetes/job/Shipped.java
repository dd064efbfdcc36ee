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
    private @Nullable String nodeType;
    private String broadcastMode = "ALL";
    private boolean tls;
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

    public Shipped peon(@Nullable String type, String mode, boolean secured) {
        nodeType = type;
        broadcastMode = mode;
        tls = secured;
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
        boolean broadcasts = !broadcastMode.equals("NONE");
        Peon peon = new Peon("/base", "/base/tasks", nodeType, broadcastMode, broadcasts, tls, environment);
        return new Shipment(new TaskId(id), type, group, dataSource, payload, peon, wishes);
    }
}
