package io.henge.kubernetes.joining;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.ClusterName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemberObjectsTest {
    private static final ClusterName WEST = new ClusterName("west");
    private static final MadeFor MADE_FOR = new MadeFor(WEST, "uid-1");

    private static MemberObjects objects(Map<String, String> settings) {
        return new MemberObjects(new Membership(WEST, "druid", "henge", new TreeMap<>(settings)), MADE_FOR);
    }

    @Test
    void theRoleHasTheRightsThatAreShippedAndNoOther() throws Exception {
        Path file = Path.of(Objects.requireNonNull(System.getProperty("henge.root")), "charts/rbac/role.yaml");
        Role shipped = new KubernetesSerialization().unmarshal(Files.readString(file), Role.class);
        assertThat(objects(Map.of()).inTheCluster())
                .filteredOn(Role.class::isInstance)
                .singleElement()
                .satisfies(role -> assertThat(((Role) role).getRules())
                        .isEqualTo(shipped.getRules())
                        .isNotEmpty());
    }

    @Test
    void everyObjectSaysWhatItWasMadeFor() {
        assertThat(objects(Map.of()).inTheCluster()).allMatch(MADE_FOR::isOf);
        assertThat(objects(Map.of()).registration("home", "text", Map.of())).matches(MADE_FOR::isOf);
    }

    @Test
    void theRegistrationSaysAllThatAClusterOfTheConfigurationWould() {
        Secret secret = objects(Map.of("weight", "3", "clusterLabels.zone", "b"))
                .registration("home", "the kubeconfig", Map.of("note", "n"));
        assertThat(secret.getMetadata().getName()).isEqualTo("henge-cluster-west");
        assertThat(secret.getMetadata().getNamespace()).isEqualTo("home");
        assertThat(secret.getMetadata().getLabels()).containsEntry("henge.io/registration", "cluster");
        assertThat(Membership.texts(secret))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "name", "west",
                        "taskNamespace", "druid",
                        "kubeconfig", "the kubeconfig",
                        "weight", "3",
                        "clusterLabels.zone", "b"));
    }

    @Test
    void whatIsNotSaidStaysAsItIsRegistered() throws Exception {
        Secret secret = objects(Map.of("weight", "3", "disabled", "true")).registration("home", "k", Map.of());
        JoinRequest asked = new JoinRequest(WEST, null, null, new TreeMap<>(Map.of("weight", "5")));
        assertThat(Membership.of(asked, secret))
                .isEqualTo(new Membership(
                        WEST, "druid", "henge", new TreeMap<>(Map.of("weight", "5", "disabled", "true"))));
    }
}
