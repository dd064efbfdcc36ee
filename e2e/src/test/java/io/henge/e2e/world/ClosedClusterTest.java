package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of two clusters answers no call, or refuses each, while its watches go on: whoever comes then goes to the other one, and
 * {@code clusters} says why, until it is mended.
 */
@Tag("real-cluster")
class ClosedClusterTest {
    private static final String WEST = "west";

    private static final Duration SHORT = Duration.ofSeconds(1);

    /** So long that the first has not ended and gone when the second runs, on a cluster that has much to clean up. */
    private static final Duration LONGER = Duration.ofSeconds(10);

    private static final int MORE = 4;

    @TempDir
    private static Path directory;

    private static World world;

    private static Place place;

    /** The one of west, once it has been killed. */
    private static @Nullable KilledProcess etcd;

    @BeforeAll
    static void up() throws InterruptedException {
        world = World.up(WorldSpec.standard(directory).withOverlords(1).withQuery(false), new PrintedProgress());
        place = new Place(world);
    }

    @AfterAll
    static void down() {
        if (etcd != null) {
            etcd.close();
        }
        world.close();
    }

    private interface Break {
        void now() throws Exception;
    }

    @Test
    void aTokenThatIsRefusedClosesItsClusterAndNoTaskWaitsForIt() throws Exception {
        Path kubeconfig = Path.of(place.cluster(WEST).hengeKubeconfig());
        String good = Files.readString(kubeconfig);
        String wrong = good.replaceAll("(?m)^(\\s*token:).*$", "$1 wrong");
        assertThat(wrong).isNotEqualTo(good);
        assertRefusalsHarmNobody(
                "401", () -> Files.writeString(kubeconfig, wrong), () -> Files.writeString(kubeconfig, good));
    }

    @Test
    void aRightThatIsTakenAwayClosesItsCluster() throws Exception {
        List<RoleBinding> bindings =
                place.ask(WEST, client -> client.rbac().roleBindings().list().getItems());
        assertThat(bindings).isNotEmpty();
        assertRefusalsHarmNobody(
                "403",
                () -> place.ask(WEST, client -> client.rbac().roleBindings().delete()),
                () -> bindings.forEach(this::bindAgain));
    }

    @Test
    void aNamespaceThatIsDeletedClosesItsCluster() throws Exception {
        String namespace = place.cluster(WEST).namespace();
        List<Role> roles =
                place.ask(WEST, client -> client.rbac().roles().list().getItems());
        List<RoleBinding> bindings =
                place.ask(WEST, client -> client.rbac().roleBindings().list().getItems());
        // As where rights come from a ClusterRole: with those of the namespace they would go with it.
        ClusterRoleBinding everywhere = new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("henge-everywhere")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .withSubjects(bindings.get(0).getSubjects())
                .build();
        place.ask(WEST, client -> client.resource(everywhere).create());
        assertRefusalsHarmNobody(
                "404",
                () -> {
                    place.ask(
                            WEST,
                            client -> client.namespaces().withName(namespace).delete());
                    Place.until(
                            "the namespace is gone",
                            () -> place.ask(
                                            WEST,
                                            client -> client.namespaces()
                                                    .withName(namespace)
                                                    .get())
                                    == null);
                },
                () -> {
                    place.ask(
                            WEST,
                            client -> client.namespaces()
                                    .resource(new NamespaceBuilder()
                                            .withNewMetadata()
                                            .withName(namespace)
                                            .endMetadata()
                                            .build())
                                    .create());
                    roles.forEach(this::grantAgain);
                    bindings.forEach(this::bindAgain);
                    place.ask(WEST, client -> client.resource(everywhere).delete());
                });
    }

    private void grantAgain(Role role) {
        Role again = new RoleBuilder()
                .withNewMetadata()
                .withName(role.getMetadata().getName())
                .endMetadata()
                .withRules(role.getRules())
                .build();
        place.ask(WEST, client -> client.rbac().roles().resource(again).create());
    }

    private void bindAgain(RoleBinding binding) {
        RoleBinding again = new RoleBindingBuilder()
                .withNewMetadata()
                .withName(binding.getMetadata().getName())
                .endMetadata()
                .withRoleRef(binding.getRoleRef())
                .withSubjects(binding.getSubjects())
                .build();
        place.ask(WEST, client -> client.rbac().roleBindings().resource(again).create());
    }

    /** That every task succeeds while the cluster is broken: a Job that certainly was not made is made elsewhere. */
    private void assertRefusalsHarmNobody(String said, Break breaking, Break mending) throws Exception {
        place.awaitBothObserved();
        List<String> tasks = new ArrayList<>();
        breaking.now();
        try {
            Place.until("clusters says why", () -> {
                tasks.add(place.submitNoop(SHORT));
                return why().contains(said);
            });
            for (int i = 0; i < MORE; i++) {
                tasks.add(place.submitNoop(SHORT));
            }
            for (String task : tasks) {
                place.assertSucceeds(task);
            }
        } finally {
            mending.now();
        }
        assertOpensAgain();
    }

    @Test
    void aClusterThatHangsIsClosedAndAnUnknownFateStaysThere() throws Exception {
        assertFreezingHarmsNobody(place.cluster(WEST).pids().apiserver());
    }

    @Test
    @Tag("long")
    void aClusterWhoseStoreHangsIsClosedAndAnUnknownFateStaysThere() throws Exception {
        assertFreezingHarmsNobody(place.cluster(WEST).pids().etcd());
    }

    private void assertFreezingHarmsNobody(long process) throws Exception {
        assertSilenceHarmsNobody(() -> Processes.signal("STOP", process), () -> Processes.signal("CONT", process));
    }

    /** Without its etcd, an API server serves watches from its cache, and no write ends. */
    @Test
    void aClusterWithoutItsStoreIsClosedAndAnUnknownFateStaysThere() throws Exception {
        KilledProcess killed = KilledProcess.of(place.cluster(WEST).pids().etcd());
        etcd = killed;
        assertSilenceHarmsNobody(killed::kill, killed::startAgain);
    }

    private void assertSilenceHarmsNobody(Break breaking, Break mending) throws Exception {
        place.awaitBothObserved();
        List<String> tasks = new ArrayList<>();
        breaking.now();
        try {
            for (int i = 0; i < MORE; i++) {
                tasks.add(place.submitNoop(SHORT));
            }
            Place.until("clusters says why", () -> !why().isEmpty());
            List<String> late = new ArrayList<>();
            for (int i = 0; i < MORE; i++) {
                late.add(place.submitNoop(SHORT));
            }
            for (String task : late) {
                place.assertSucceeds(task);
            }
            Place.until(
                    "only those of unknown fate are left",
                    () -> place.placements().findValuesAsText("cluster").stream()
                            .allMatch(WEST::equals));
            assertThat(place.placements()).isNotEmpty();
            for (JsonNode unknown : place.placements()) {
                assertThat(unknown.path("attempt").asInt()).isEqualTo(1);
                assertThat(tasks).contains(unknown.path("task").asText());
            }
        } finally {
            mending.now();
        }
        place.assertAllSucceed(tasks);
        assertOpensAgain();
    }

    private void assertOpensAgain() throws Exception {
        Place.until("the cluster is open again", () -> why().isEmpty());
        List<String> tasks = new ArrayList<>();
        // The other cluster may be closed for a moment, or this one, by one question that was not answered in time.
        Place.until("it is given a task again", () -> {
            String task = place.submitNoop(LONGER);
            tasks.add(task);
            return place.running(task).path("cluster").asText().equals(WEST);
        });
        place.assertAllSucceed(tasks);
    }

    /** What {@code clusters} says of the broken one. */
    private String why() throws Exception {
        for (JsonNode cluster : place.json("/druid/indexer/v1/k8s/clusters")) {
            if (cluster.path("name").asText().equals(WEST)) {
                return cluster.path("why").asText("");
            }
        }
        throw new IllegalStateException("No cluster is called " + WEST);
    }
}
