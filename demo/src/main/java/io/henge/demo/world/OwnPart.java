package io.henge.demo.world;

import io.henge.demo.druid.DruidService;
import io.henge.demo.druid.StoreKind;
import java.util.ArrayList;
import java.util.List;

/**
 * One process of a running world, as {@code env.json} has it. The processes of its clusters are not among them: they are
 * localkube's.
 *
 * @param name also that of its log
 * @param where its address
 */
record OwnPart(String name, long pid, String where) {
    static List<OwnPart> all(Environment environment) {
        List<OwnPart> parts = new ArrayList<>();
        Environment.ZooKeeper zooKeeper = environment.zookeeper();
        parts.add(new OwnPart(DruidParts.ZOOKEEPER, zooKeeper.pid(), zooKeeper.connect()));
        Environment.Metadata metadata = environment.metadata();
        parts.add(new OwnPart(StoreKind.ofUrl(metadata.jdbcUrl()).word(), metadata.pid(), metadata.jdbcUrl()));
        Environment.Kafka kafka = environment.kafka();
        if (kafka != null) {
            parts.add(new OwnPart(DruidParts.KAFKA, kafka.pid(), kafka.bootstrap()));
        }
        for (int i = 0; i < environment.overlords().size(); i++) {
            parts.add(server(DruidParts.overlord(i + 1), environment.overlords().get(i)));
        }
        Environment.Services services = environment.services();
        if (services != null) {
            if (!environment.overlords().contains(services.coordinator())) {
                parts.add(server(DruidService.COORDINATOR.command(), services.coordinator()));
            }
            parts.add(server(DruidService.BROKER.command(), services.broker()));
            parts.add(server(DruidService.HISTORICAL.command(), services.historical()));
            parts.add(server(DruidService.ROUTER.command(), services.router()));
        }
        return parts;
    }

    static OwnPart named(String name, Environment environment) {
        return all(environment).stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This world has no Part[" + name + "], only "
                        + all(environment).stream().map(OwnPart::name).toList()));
    }

    private static OwnPart server(String name, Environment.Server server) {
        return new OwnPart(name, server.pid(), server.url());
    }
}
