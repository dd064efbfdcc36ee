package io.henge.demo.world;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.henge.demo.druid.DruidVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of a running world is: the content of {@code env.json}, described in {@code docs/env-json.md}.
 *
 * @param services only with query services
 * @param druid its version, as in {@link DruidVersion#number()}
 * @param kafka only where Druid can read from it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Environment(
        List<Cluster> clusters,
        List<Server> overlords,
        @Nullable Services services,
        ZooKeeper zookeeper,
        Metadata metadata,
        String deepStorage,
        String logs,
        String druid,
        @Nullable Kafka kafka) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Environment {
        clusters = List.copyOf(clusters);
        overlords = List.copyOf(overlords);
    }

    /** A cluster; also what {@code localkube up} prints. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Cluster(
            String name, String kubeconfig, String hengeKubeconfig, String namespace, String apiServer, Pids pids) {
        Cluster with(Pids others) {
            return new Cluster(name, kubeconfig, hengeKubeconfig, namespace, apiServer, others);
        }
    }

    /** The processes of a cluster. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pids(long etcd, long apiserver, long controllerManager, long scheduler, List<Long> nodes) {
        public Pids {
            nodes = List.copyOf(nodes);
        }

        /** All of them, the nodes first. */
        List<Long> all() {
            List<Long> all = new ArrayList<>(nodes);
            all.addAll(List.of(apiserver, etcd, controllerManager, scheduler));
            return all;
        }
    }

    /** A Druid process. */
    public record Server(String url, long pid) {
        private Server with(LongUnaryOperator pids) {
            return new Server(url, pids.applyAsLong(pid));
        }
    }

    /** The query services, named as Druid names them. */
    public record Services(Server coordinator, Server broker, Server historical, Server router) {
        private Services with(LongUnaryOperator pids) {
            return new Services(coordinator.with(pids), broker.with(pids), historical.with(pids), router.with(pids));
        }
    }

    /** ZooKeeper; {@code connect} is host and port. */
    public record ZooKeeper(String connect, long pid) {
        private ZooKeeper with(LongUnaryOperator pids) {
            return new ZooKeeper(connect, pids.applyAsLong(pid));
        }
    }

    /** The metadata store. */
    public record Metadata(String jdbcUrl, long pid) {
        private Metadata with(LongUnaryOperator pids) {
            return new Metadata(jdbcUrl, pids.applyAsLong(pid));
        }
    }

    /** The Kafka broker; {@code bootstrap} is host and port. */
    public record Kafka(String bootstrap, long pid) {
        private Kafka with(LongUnaryOperator pids) {
            return new Kafka(bootstrap, pids.applyAsLong(pid));
        }
    }

    DruidVersion version() {
        return DruidVersion.of(druid)
                .orElseThrow(() -> new IllegalStateException("Nothing is known of Version[" + druid + "] of Druid"));
    }

    /** The same world, in which the process {@code fresh} has taken the place of {@code ended}. */
    Environment restarted(long ended, long fresh) {
        LongUnaryOperator pids = pid -> pid == ended ? fresh : pid;
        return new Environment(
                clusters,
                overlords.stream().map(overlord -> overlord.with(pids)).toList(),
                services == null ? null : services.with(pids),
                zookeeper.with(pids),
                metadata.with(pids),
                deepStorage,
                logs,
                druid,
                kafka == null ? null : kafka.with(pids));
    }

    /** The cluster of this name. */
    public Cluster cluster(String name) {
        return clusters.stream()
                .filter(cluster -> cluster.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This world has no Cluster[" + name + "], only "
                        + clusters.stream().map(Cluster::name).toList()));
    }

    /** The same world, in which the processes of a cluster are others. */
    Environment with(Cluster changed) {
        return new Environment(
                clusters.stream()
                        .map(cluster -> cluster.name().equals(changed.name()) ? changed : cluster)
                        .toList(),
                overlords,
                services,
                zookeeper,
                metadata,
                deepStorage,
                logs,
                druid,
                kafka);
    }

    /** Reads {@code file}; nothing if it is not there. */
    public static Optional<Environment> read(Path file) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Environment.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Writes the whole file at once: a reader never sees half of it. */
    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, json() + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of strings and numbers are always JSON", e);
        }
    }
}
