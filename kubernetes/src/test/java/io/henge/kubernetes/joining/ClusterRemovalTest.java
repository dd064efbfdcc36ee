package io.henge.kubernetes.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.henge.kubernetes.joining.NotDoneException.Outcome;
import io.henge.kubernetes.stub.ObjectServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What taking a cluster back deletes, on API servers that keep objects. */
class ClusterRemovalTest {
    private static final String SECRETS = "api/v1/namespaces/druid/secrets";
    private static final String JOBS = "apis/batch/v1/namespaces/druid/jobs";

    @TempDir
    private Path dir;

    private TwoServers servers;

    @BeforeEach
    void start() throws Exception {
        servers = new TwoServers(dir);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private static NotDoneException refusal(ClusterRemoval removal) {
        return catchThrowableOfType(NotDoneException.class, removal::run);
    }

    private static void put(ObjectServer server, String collection, String json) {
        try {
            server.put(collection, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String object(String kind, String name, String labels) {
        return "{\"kind\":\"" + kind + "\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name + "\",\"labels\":{"
                + labels + "}}}";
    }

    @Test
    void whatWasAddedIsTakenBackExactlyByTheContextThatAddedIt() throws Exception {
        List<Object> before = servers.everything();
        servers.add();
        ClusterRemoval removal = servers.removal(null, false);
        removal.run();
        assertThat(servers.everything()).isEqualTo(before);
        assertThat(servers.overlord.changes())
                .containsExactly(
                        "POST " + SECRETS,
                        "PATCH " + SECRETS + "/henge-cluster-west",
                        "DELETE " + SECRETS + "/henge-cluster-west");
        assertThat(removal.report().asJson()).contains("\"done\":\"deleted\"", "\"where\":\"context[west-admin]\"");
        assertThat(removal.report().asYaml()).doesNotContain("token-5");
    }

    @Test
    void aNamespaceThatWasThereBeforeStays() throws Exception {
        servers.west.put("api/v1/namespaces", object("Namespace", "druid", ""));
        servers.add();
        servers.removal(null, false).run();
        assertThat(servers.west.paths()).containsExactly("api/v1/namespaces/druid");
    }

    @Test
    void aNamespaceThatHoldsAnythingStays() throws Exception {
        servers.add();
        servers.west.put("api/v1/namespaces/druid/configmaps", object("ConfigMap", "conf", ""));
        servers.west.put("api/v1/namespaces/druid/configmaps", object("ConfigMap", "kube-root-ca.crt", ""));
        ClusterRemoval removal = servers.removal(null, false);
        removal.run();
        assertThat(servers.west.paths())
                .containsExactly(
                        "api/v1/namespaces/druid",
                        "api/v1/namespaces/druid/configmaps/conf",
                        "api/v1/namespaces/druid/configmaps/kube-root-ca.crt");
        assertThat(removal.report().asJson())
                .contains("namespace[druid] is left there: it holds configmaps[conf].", "\"done\":\"left there\"");
    }

    @Test
    void aDryRunDeletesNothing() throws Exception {
        servers.add();
        List<Object> before = servers.everything();
        ClusterRemoval dry = servers.removal(null, true);
        dry.run();
        assertThat(servers.everything()).isEqualTo(before);
        assertThat(dry.report().asJson()).contains("\"done\":\"to be deleted\"");
        assertThat(dry.report().asYaml()).doesNotContain("token-5");
    }

    @Test
    void whileJobsOfHengesAreThereItIsRefusedUnlessTheOverlordCounted() throws Exception {
        servers.add();
        servers.west.put(JOBS, object("Job", "theirs", ""));
        servers.west.put(JOBS, object("Job", "task-a", "\"henge.io/owner\":\"o\""));
        List<Object> before = servers.everything();
        NotDoneException refusal = refusal(servers.removal(null, false));
        assertThat(refusal.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refusal.sentences())
                .singleElement()
                .asString()
                .startsWith(
                        "context[west-admin]: 1 Jobs of Henge's are in namespace[druid], such as Job[task-a]. Empty it"
                                + " before: henge drain west");
        assertThat(servers.everything()).isEqualTo(before);
        servers.removal(OverlordWord.EMPTY).run();
        assertThat(servers.west.paths()).containsExactly("api/v1/namespaces/druid", JOBS + "/task-a", JOBS + "/theirs");
    }

    @ParameterizedTest
    @CsvSource({
        "STATIC, the static cluster[west] of the Overlord's properties",
        "DYNAMIC, the dynamic cluster[west] of the Overlord's dynamic configuration"
    })
    void aNameThatIsAnotherClustersIsNotedAndThatClusterNeedNotBeDrained(OverlordWord word, String holder)
            throws Exception {
        List<Object> before = servers.everything();
        servers.add();
        servers.west.put(JOBS, object("Job", "task-a", "\"henge.io/owner\":\"o\""));
        assertThat(refusal(servers.removal(word)).sentences())
                .singleElement()
                .asString()
                .startsWith(
                        "context[west-admin]: 1 Jobs of Henge's are in namespace[druid], such as Job[task-a]. The name"
                                + " is that of " + holder)
                .endsWith("-n druid delete secret henge-cluster-west.")
                .doesNotContain("henge drain");
        servers.west.remove(JOBS + "/task-a");
        ClusterRemoval removal = servers.removal(word);
        removal.run();
        assertThat(servers.everything()).isEqualTo(before);
        assertThat(removal.report().asJson())
                .contains("The name is that of " + holder + ", which stays as it is, with its tasks.");
    }

    @Test
    void aJobThatCameBeforeTheOverlordWasToldKeepsItsCredentials() throws Exception {
        servers.add();
        servers.overlord.uponChange(() -> put(servers.west, JOBS, object("Job", "task-a", "\"henge.io/owner\":\"o\"")));
        List<String> before = servers.west.paths();
        assertThat(refusal(servers.removal(null, false)).sentences())
                .singleElement()
                .asString()
                .contains("such as Job[task-a]");
        assertThat(servers.west.paths()).containsAll(before);
        servers.overlord.uponChange(() -> {});
        servers.west.remove(JOBS + "/task-a");
        servers.removal(null, false).run();
        assertThat(servers.west.paths()).isEmpty();
    }

    @Test
    void aContextThatLeadsElsewhereIsRefused() throws Exception {
        servers.add();
        List<Object> before = servers.everything();
        NotDoneException refusal = refusal(servers.removal("home", false));
        assertThat(refusal.sentences())
                .singleElement()
                .asString()
                .startsWith("context[home]: namespace[druid] has uid[")
                .endsWith("Give --context with the context of that cluster.");
        assertThat(servers.everything()).isEqualTo(before);
    }

    @Test
    void aContextThatLeadsWhereTheNamespaceIsNotIsRefusedUnlessItIsTheSameServer() throws Exception {
        servers.add();
        List<Object> before = servers.everything();
        assertThat(refusal(servers.removal("empty", false)).sentences())
                .singleElement()
                .asString()
                .startsWith("context[empty]: the namespace is not there, and the server[http://127.0.0.1:")
                .endsWith("Give --context with the context of that cluster.");
        assertThat(servers.everything()).isEqualTo(before);
        servers.west.remove("api/v1/namespaces/druid");
        servers.removal(null, false).run();
        assertThat(servers.overlord.paths()).containsExactly("api/v1/namespaces/druid");
    }

    @Test
    void whatIsNotRegisteredIsRefused() {
        assertThat(refusal(servers.removal(null, false)).sentences())
                .containsExactly("No cluster[west] is registered in namespace[druid] of the current context. Give"
                        + " --overlord-namespace and --overlord-context if the Overlord runs elsewhere.");
    }

    @Test
    void aRegistrationOfSomebodyElsesIsLeftAlone() throws Exception {
        servers.overlord.put(SECRETS, object("Secret", "henge-cluster-west", ""));
        assertThat(refusal(servers.removal("west-admin", false)).sentences())
                .singleElement()
                .asString()
                .contains("was not made by henge cluster add. Whoever made it may delete it: kubectl ");
        assertThat(servers.overlord.paths()).contains(SECRETS + "/henge-cluster-west");
    }

    @Test
    void whatMayNotBeDeletedIsSaidBeforeAnythingIs() throws Exception {
        servers.add();
        List<Object> before = servers.everything();
        servers.west.forbid("DELETE roles");
        NotDoneException refusal = refusal(servers.removal(null, false));
        assertThat(refusal.sentences()).hasSize(2).last().isEqualTo("Nothing was deleted.");
        assertThat(refusal.sentences().get(0)).contains("Role[druid/henge-overlord] cannot be deleted", "answered 403");
        servers.west.allowAll();
        assertThat(servers.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4"})
    void whateverEndsInTheMiddleGoesOnFromThereAndTheOverlordForgotTheClusterFirst(int deleted) throws Exception {
        List<Object> before = servers.everything();
        servers.add();
        servers.west.breakAfter(deleted);
        assertThat(refusal(servers.removal(null, false)).sentences())
                .last()
                .asString()
                .contains("run this again: it goes on from there");
        assertThat(servers.overlord
                        .object(SECRETS + "/henge-cluster-west")
                        .at("/metadata/labels/henge.io~1registration")
                        .asText())
                .isEqualTo("removed");
        servers.west.breakAfter(100);
        servers.removal(null, false).run();
        assertThat(servers.everything()).isEqualTo(before);
    }

    @Test
    void whatIsHalfTakenBackCanBeAddedAgain() throws Exception {
        servers.add();
        servers.west.breakAfter(2);
        assertThat(refusal(servers.removal(null, false))).isNotNull();
        servers.west.breakAfter(100);
        servers.add();
        assertThat(servers.overlord
                        .object(SECRETS + "/henge-cluster-west")
                        .at("/metadata/labels/henge.io~1registration")
                        .asText())
                .isEqualTo("cluster");
    }

    @Test
    void aClusterThatIsGoneForGoodLeavesItsRegistrationToKubectl() throws Exception {
        servers.add();
        servers.west.close();
        NotDoneException refusal = refusal(servers.removal(null, false));
        assertThat(refusal.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(refusal.sentences())
                .last()
                .asString()
                .startsWith("If that cluster is gone for good, delete its registration: kubectl --kubeconfig ")
                .endsWith("-n druid delete secret henge-cluster-west.");
    }
}
