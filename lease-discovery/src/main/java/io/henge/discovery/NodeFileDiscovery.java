package io.henge.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.druid.discovery.BaseNodeRoleWatcher;
import org.apache.druid.discovery.DiscoveryDruidNode;
import org.apache.druid.discovery.DruidNodeDiscovery;
import org.apache.druid.discovery.DruidNodeDiscoveryProvider;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.ManageLifecycle;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.java.util.common.lifecycle.LifecycleStop;
import org.apache.druid.server.DruidNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees the nodes whose files were written lately. */
@ManageLifecycle
public final class NodeFileDiscovery extends DruidNodeDiscoveryProvider {
    private static final Logger log = LoggerFactory.getLogger(NodeFileDiscovery.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final NodeFiles files;
    private final ObjectMapper json;
    private final ScheduledExecutorService looking;
    private final ScheduledExecutorService listening;

    /** One per role that somebody asked for. */
    private final Map<NodeRole, DruidNodeDiscovery> watched = new ConcurrentHashMap<>();

    @Inject
    NodeFileDiscovery(NodeFiles files, @Json ObjectMapper json) {
        this.files = files;
        this.json = json;
        // Their threads begin with the first role that is asked for.
        this.looking =
                Executors.newSingleThreadScheduledExecutor(task -> NodeFileAnnouncer.daemon(task, "node-discovery"));
        this.listening =
                Executors.newSingleThreadScheduledExecutor(task -> NodeFileAnnouncer.daemon(task, "node-listeners"));
    }

    @LifecycleStop
    public void stop() {
        NodeFileAnnouncer.stop(looking);
        NodeFileAnnouncer.stop(listening);
    }

    @Override
    public BooleanSupplier getForNode(DruidNode node, NodeRole role) {
        return () -> files.read(role).containsKey(node.getHostAndPortToUse());
    }

    @Override
    public DruidNodeDiscovery getForNodeRole(NodeRole role) {
        return watched.computeIfAbsent(role, this::watch);
    }

    private DruidNodeDiscovery watch(NodeRole role) {
        BaseNodeRoleWatcher watcher = BaseNodeRoleWatcher.create(listening, role);
        FreshNodes fresh = new FreshNodes();
        Runnable first = () -> {
            look(role, watcher, fresh);
            watcher.cacheInitialized();
        };
        looking.execute(first);
        var unused = looking.scheduleWithFixedDelay(
                () -> look(role, watcher, fresh), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return new Watched(watcher);
    }

    private void look(NodeRole role, BaseNodeRoleWatcher watcher, FreshNodes fresh) {
        try {
            Map<String, DiscoveryDruidNode> nodes = new HashMap<>();
            for (Map.Entry<String, String> node :
                    fresh.of(files.read(role), System.nanoTime()).entrySet()) {
                nodes.put(node.getKey(), json.readValue(node.getValue(), DiscoveryDruidNode.class));
            }
            watcher.resetNodes(nodes);
        } catch (JsonProcessingException | RuntimeException e) {
            log.warn("The nodes of role[{}] could not be read", role, e);
        }
    }

    private record Watched(BaseNodeRoleWatcher watcher) implements DruidNodeDiscovery {
        @Override
        public Collection<DiscoveryDruidNode> getAllNodes() {
            return watcher.getAllNodes();
        }

        @Override
        public void registerListener(Listener listener) {
            watcher.registerListener(listener);
        }
    }
}
