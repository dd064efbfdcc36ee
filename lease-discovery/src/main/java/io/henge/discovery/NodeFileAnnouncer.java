package io.henge.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.druid.discovery.DiscoveryDruidNode;
import org.apache.druid.discovery.DruidNodeAnnouncer;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.ManageLifecycle;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.java.util.common.lifecycle.LifecycleStart;
import org.apache.druid.java.util.common.lifecycle.LifecycleStop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a file for each of this process's nodes, again and again while the process lives. */
@ManageLifecycle
public final class NodeFileAnnouncer implements DruidNodeAnnouncer {
    private static final Logger log = LoggerFactory.getLogger(NodeFileAnnouncer.class);

    static final Duration BEAT = Duration.ofSeconds(1);

    private final NodeFiles files;
    private final ObjectMapper json;
    private final ScheduledExecutorService beating;

    /** What is announced, as JSON; changed by Druid's threads. */
    private final Map<Node, String> announced = new ConcurrentHashMap<>();

    private record Node(NodeRole role, String hostAndPort) {
        static Node of(DiscoveryDruidNode node) {
            return new Node(node.getNodeRole(), node.getDruidNode().getHostAndPortToUse());
        }
    }

    @Inject
    NodeFileAnnouncer(NodeFiles files, @Json ObjectMapper json) {
        this.files = files;
        this.json = json;
        // Its thread begins with start().
        this.beating = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "node-announcing"));
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @LifecycleStart
    public void start() {
        var unused = beating.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @LifecycleStop
    public void stop() {
        stop(beating);
    }

    static void stop(ExecutorService executor) {
        executor.shutdown();
    }

    @Override
    public void announce(DiscoveryDruidNode node) {
        try {
            String text = json.writeValueAsString(node);
            announced.put(Node.of(node), text);
            files.write(Node.of(node).role(), Node.of(node).hostAndPort(), text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Node[" + node + "] cannot be written as JSON", e);
        }
    }

    @Override
    public void unannounce(DiscoveryDruidNode node) {
        announced.remove(Node.of(node));
        files.delete(Node.of(node).role(), Node.of(node).hostAndPort());
    }

    private void beat() {
        try {
            announced.forEach((node, text) -> files.write(node.role(), node.hostAndPort(), text));
        } catch (RuntimeException e) {
            log.warn("Not every node could be announced again", e);
        }
    }
}
