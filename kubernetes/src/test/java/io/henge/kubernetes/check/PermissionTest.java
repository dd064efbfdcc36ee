package io.henge.kubernetes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.call.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermissionTest {
    private static Set<String> shipped() throws Exception {
        Path file = Path.of(Objects.requireNonNull(System.getProperty("henge.root")), "charts/rbac/role.yaml");
        Role role = new KubernetesSerialization().unmarshal(Files.readString(file), Role.class);
        Set<String> rights = new TreeSet<>();
        for (PolicyRule rule : role.getRules()) {
            for (String group : rule.getApiGroups()) {
                for (String resource : rule.getResources()) {
                    rule.getVerbs().forEach(verb -> rights.add(group + "/" + resource + " " + verb));
                }
            }
        }
        return rights;
    }

    @Test
    void whatIsAskedAboutIsExactlyWhatTheShippedRoleGives() throws Exception {
        assertThat(Permission.ALL).doesNotHaveDuplicates();
        assertThat(Permission.ALL.stream()
                        .map(right -> right.group() + "/" + right.resource() + " "
                                + right.verb().right())
                        .collect(Collectors.toSet()))
                .isEqualTo(shipped());
    }

    /** A verb that is added to the requests needs a right, and one that is taken away leaves none behind. */
    @Test
    void thereIsARightToEveryVerbThatIsUsed() {
        assertThat(Permission.ALL.stream().map(Permission::verb)).containsOnly(Verb.values());
    }

    @Test
    void aPermissionReadsAsPeopleWriteIt() {
        assertThat(new Permission("batch", "jobs", Verb.DELETE, Permission.Use.EVERY_TASK))
                .hasToString("delete jobs.batch");
        assertThat(new Permission("", "pods/log", Verb.LOG, Permission.Use.EVERY_TASK))
                .hasToString("get pods/log");
    }
}
