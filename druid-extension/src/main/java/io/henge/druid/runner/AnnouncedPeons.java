package io.henge.druid.runner;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.inject.Inject;
import com.google.inject.Provider;
import io.henge.core.attempt.Location;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.druid.discovery.DiscoveryDruidNode;
import org.apache.druid.discovery.DruidNodeDiscovery;
import org.apache.druid.discovery.DruidNodeDiscoveryProvider;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.server.DruidNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peons that Druid's discovery shows. Of all tasks, only those that read streams announce themselves: others do not need to
 * be found. It listens from this process's first term on and for as long as the process lives, since discovery lets no listener
 * go; where that cannot be, nobody is announced, and nothing else follows.
 */
public final class AnnouncedPeons {
    private static final Logger log = LoggerFactory.getLogger(AnnouncedPeons.class);

    /** More than all clusters together ever run. */
    private static final int ADDRESSES_MAX = 200_000;

    /** Empty in a Druid without discovery. */
    private final Optional<Provider<DruidNodeDiscoveryProvider>> discovery;

    private final Set<Address> announced = ConcurrentHashMap.newKeySet();

    @GuardedBy("this")
    private boolean listening;

    private record Address(String host, int port) {}

    @Inject
    AnnouncedPeons(Optional<Provider<DruidNodeDiscoveryProvider>> discovery) {
        this.discovery = discovery;
    }

    /** Listens from now on, unless it does already; where that fails, it is tried again when this is called again. */
    synchronized void listen() {
        if (listening) {
            return;
        }
        if (discovery.isEmpty()) {
            log.warn("This Druid has no discovery: no cluster is known to live by its peons' announcements");
            return;
        }
        try {
            discovery.get().get().getForNodeRole(NodeRole.PEON).registerListener(new Heard());
            listening = true;
        } catch (RuntimeException e) {
            log.warn(
                    "Druid's discovery does not tell of peons: until this Overlord leads again, no cluster is known to live by"
                            + " their announcements",
                    e);
        }
    }

    /** Whether one is announced there now. */
    boolean isAnnounced(Location location) {
        return announced.contains(new Address(location.host(), location.plaintextPort()))
                || announced.contains(new Address(location.host(), location.tlsPort()));
    }

    /** On discovery's own thread, one call after the other. */
    private final class Heard implements DruidNodeDiscovery.Listener {
        @Override
        public void nodesAdded(Collection<DiscoveryDruidNode> nodes) {
            addresses(nodes).filter(one -> announced.size() < ADDRESSES_MAX).forEach(announced::add);
        }

        @Override
        public void nodesRemoved(Collection<DiscoveryDruidNode> nodes) {
            addresses(nodes).forEach(announced::remove);
        }
    }

    private static Stream<Address> addresses(Collection<DiscoveryDruidNode> nodes) {
        return nodes.stream().map(DiscoveryDruidNode::getDruidNode).flatMap(AnnouncedPeons::addresses);
    }

    /** Only those that are open. */
    private static Stream<Address> addresses(DruidNode node) {
        return Stream.of(
                        node.isEnablePlaintextPort() ? node.getPlaintextPort() : -1,
                        node.isEnableTlsPort() ? node.getTlsPort() : -1)
                .filter(port -> port > 0)
                .map(port -> new Address(node.getHost(), port));
    }
}
