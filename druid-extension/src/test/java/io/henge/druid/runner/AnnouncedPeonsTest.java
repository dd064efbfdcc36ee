package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provider;
import com.google.inject.multibindings.OptionalBinder;
import io.henge.core.attempt.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.druid.discovery.DiscoveryDruidNode;
import org.apache.druid.discovery.DruidNodeDiscovery;
import org.apache.druid.discovery.DruidNodeDiscoveryProvider;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.server.DruidNode;
import org.junit.jupiter.api.Test;

/** Which peons are taken for announced, by what Druid's discovery tells. */
class AnnouncedPeonsTest {
    private static final Location EAST = new Location("10.0.0.1", 8100, -1, "pod-east");
    private static final Location WEST = new Location("10.0.0.2", 8100, 8101, "pod-west");

    private final Discovery discovery = new Discovery();

    /** Discovery as it is in the process: what is there is told at once, and then each change. */
    private static final class Discovery extends DruidNodeDiscoveryProvider implements DruidNodeDiscovery {
        private final List<Listener> listeners = new ArrayList<>();
        private final List<DiscoveryDruidNode> nodes = new ArrayList<>();
        private boolean fails;

        @Override
        public BooleanSupplier getForNode(DruidNode node, NodeRole role) {
            return () -> false;
        }

        @Override
        public DruidNodeDiscovery getForNodeRole(NodeRole role) {
            if (fails) {
                throw new IllegalStateException("planted");
            }
            assertThat(role).isEqualTo(NodeRole.PEON);
            return this;
        }

        /** It may wait for the first list to be complete. */
        @Override
        public Collection<DiscoveryDruidNode> getAllNodes() {
            throw new AssertionError("A leader waits for no list");
        }

        @Override
        public void registerListener(Listener listener) {
            listeners.add(listener);
            listener.nodesAdded(List.copyOf(nodes));
        }

        void add(DiscoveryDruidNode node) {
            nodes.add(node);
            listeners.forEach(listener -> listener.nodesAdded(List.of(node)));
        }

        void remove(DiscoveryDruidNode node) {
            nodes.remove(node);
            listeners.forEach(listener -> listener.nodesRemoved(List.of(node)));
        }
    }

    private static DiscoveryDruidNode peon(Location at, boolean plaintext, boolean tls) {
        DruidNode node = new DruidNode(
                "druid/peon",
                at.host(),
                false,
                plaintext ? at.plaintextPort() : null,
                null,
                tls ? at.tlsPort() : null,
                plaintext,
                tls);
        return new DiscoveryDruidNode(node, NodeRole.PEON, Map.of());
    }

    private AnnouncedPeons listening() {
        AnnouncedPeons peons = new AnnouncedPeons(Optional.of(() -> discovery));
        peons.listen();
        return peons;
    }

    @Test
    void aPeonIsAnnouncedFromWhenItIsToldUntilItIsToldGone() {
        discovery.add(peon(EAST, true, false));
        AnnouncedPeons peons = listening();
        assertThat(peons.isAnnounced(EAST)).as("it was there before").isTrue();
        assertThat(peons.isAnnounced(WEST)).isFalse();
        discovery.add(peon(WEST, true, true));
        assertThat(peons.isAnnounced(WEST)).isTrue();
        discovery.remove(peon(WEST, true, true));
        discovery.remove(peon(EAST, true, false));
        assertThat(peons.isAnnounced(WEST)).isFalse();
        assertThat(peons.isAnnounced(EAST)).isFalse();
    }

    @Test
    void aPeonThatSpeaksTlsOnlyIsAnnouncedToo() {
        AnnouncedPeons peons = listening();
        discovery.add(peon(WEST, false, true));
        assertThat(peons.isAnnounced(WEST)).isTrue();
        assertThat(peons.isAnnounced(new Location(WEST.host(), -1, -1, "pod")))
                .as("a port that is not open is nobody's")
                .isFalse();
    }

    @Test
    void anotherPortOfTheSameHostIsAnother() {
        AnnouncedPeons peons = listening();
        discovery.add(peon(new Location(EAST.host(), 8200, -1, "pod"), true, false));
        assertThat(peons.isAnnounced(EAST)).isFalse();
    }

    @Test
    void eachProcessListensOnce() {
        AnnouncedPeons peons = listening();
        peons.listen();
        assertThat(discovery.listeners).hasSize(1);
    }

    @Test
    void whereDiscoveryFailsNobodyIsAnnouncedAndItIsTriedAgain() {
        discovery.fails = true;
        discovery.add(peon(EAST, true, false));
        AnnouncedPeons peons = listening();
        assertThat(peons.isAnnounced(EAST)).isFalse();
        discovery.fails = false;
        peons.listen();
        assertThat(peons.isAnnounced(EAST)).isTrue();
    }

    @Test
    void whereADiscoveryCannotBeMadeTheTermBeginsAllTheSame() {
        Provider<DruidNodeDiscoveryProvider> broken = () -> {
            throw new IllegalStateException("planted");
        };
        AnnouncedPeons peons = new AnnouncedPeons(Optional.of(broken));
        peons.listen();
        assertThat(peons.isAnnounced(EAST)).isFalse();
    }

    @Test
    void itIsMadeWithDiscoveryAndWithout() {
        AnnouncedPeons without = Guice.createInjector(new Optionally()).getInstance(AnnouncedPeons.class);
        without.listen();
        assertThat(without.isAnnounced(EAST)).isFalse();
        AnnouncedPeons with = Guice.createInjector(
                        new Optionally(),
                        binder -> binder.bind(DruidNodeDiscoveryProvider.class).toInstance(discovery))
                .getInstance(AnnouncedPeons.class);
        with.listen();
        assertThat(discovery.listeners).hasSize(1);
    }

    /** As the module does. */
    private static final class Optionally extends AbstractModule {
        @Override
        protected void configure() {
            OptionalBinder.newOptionalBinder(binder(), DruidNodeDiscoveryProvider.class);
        }
    }
}
