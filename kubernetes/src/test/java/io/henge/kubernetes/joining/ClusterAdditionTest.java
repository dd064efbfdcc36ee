package io.henge.kubernetes.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Secret;
import io.henge.kubernetes.check.FleetReport.Verdict;
import io.henge.kubernetes.document.Models;
import io.henge.kubernetes.joining.NotDoneException.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What adding a cluster makes, on API servers that keep objects. */
class ClusterAdditionTest {
    private static final String REGISTRATION = "api/v1/namespaces/druid/secrets/henge-cluster-west";
    private static final String ACCOUNTS = "api/v1/namespaces/druid/serviceaccounts";

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

    private static NotDoneException refusal(ClusterAddition addition) {
        return catchThrowableOfType(NotDoneException.class, addition::run);
    }

    private ClusterAddition addition() {
        return servers.addition(Map.of("weight", "3"), false);
    }

    private Map<String, String> registered() throws Exception {
        return Membership.texts(Models.JSON.treeToValue(servers.overlord.object(REGISTRATION), Secret.class));
    }

    @Test
    void everythingIsMadeInOrderAndToldLineByLineAndTheCheckPasses() throws Exception {
        ChangeReport report = servers.add();
        assertThat(servers.west.changes())
                .containsExactly(
                        "POST api/v1/namespaces",
                        "POST " + ACCOUNTS,
                        "POST apis/rbac.authorization.k8s.io/v1/namespaces/druid/roles",
                        "POST apis/rbac.authorization.k8s.io/v1/namespaces/druid/rolebindings",
                        "POST api/v1/namespaces/druid/secrets");
        assertThat(servers.overlord.changes()).containsExactly("POST api/v1/namespaces/druid/secrets");
        assertThat(report.check())
                .hasValueSatisfying(check -> assertThat(check.verdict()).isEqualTo(Verdict.WORKS));
        assertThat(report.asJson())
                .contains("\"done\":\"made\"", "\"name\":\"druid/henge-cluster-west\"", "never expires")
                .doesNotContain("token-5");
        assertThat(report.asYaml()).contains("kubeconfig: \"not shown\"").doesNotContain("token-5");
        assertThat(registered()).containsEntry("weight", "3").containsEntry("taskNamespace", "druid");
        assertThat(registered().get("kubeconfig"))
                .contains("http://127.0.0.1:" + servers.west.port(), "token-5")
                .doesNotContain("hers");
    }

    @Test
    void addedAgainNothingIsChanged() throws Exception {
        servers.add();
        List<Object> before = servers.everything();
        servers.add();
        assertThat(servers.everything()).isEqualTo(before);
        assertThat(servers.west.changes()).hasSize(5);
    }

    @Test
    void anotherWeightIsTheOnlyChangeAndWhatWasSetByHandStays() throws Exception {
        servers.add();
        servers.addition(Map.of("capacity", "7"), false).run();
        assertThat(servers.overlord.changes()).hasSize(2).last().isEqualTo("PATCH " + REGISTRATION);
        assertThat(registered()).containsEntry("weight", "3").containsEntry("capacity", "7");
    }

    @Test
    void aDryRunMakesNothingAndShowsNoSecret() throws Exception {
        ClusterAddition dry = servers.addition(Map.of("weight", "3"), true);
        dry.run();
        assertThat(servers.west.changes()).isEmpty();
        assertThat(servers.overlord.changes()).isEmpty();
        assertThat(dry.report().asYaml())
                .contains(
                        "# context[west-admin]: Namespace[druid], to be made",
                        "# the current context: Secret[druid/henge-cluster-west], to be made",
                        "kind: \"Role\"",
                        "weight: \"3\"",
                        "…")
                .doesNotContain("hers");
        servers.add();
        ClusterAddition again = servers.addition(Map.of("weight", "4"), true);
        again.run();
        assertThat(again.report().asYaml())
                .contains(
                        "Role[druid/henge-overlord], there already",
                        "henge-cluster-west], to be changed",
                        "weight: \"4\"")
                .doesNotContain("token-5");
    }

    @Test
    void aNamespaceThatIsThereIsTakenAsItIs() throws Exception {
        servers.west.put(
                "api/v1/namespaces",
                "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"druid\"}}");
        servers.add();
        assertThat(servers.west
                        .object("api/v1/namespaces/druid")
                        .at("/metadata/labels")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void anObjectOfSomebodyElsesIsRefusedBeforeAnythingIsMade() throws Exception {
        servers.west.put(
                ACCOUNTS,
                "{\"kind\":\"ServiceAccount\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"henge-overlord\"}}");
        NotDoneException refusal = refusal(addition());
        assertThat(refusal.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refusal.sentences())
                .containsExactly(
                        "context[west-admin]: ServiceAccount[druid/henge-overlord] is there, and was not made by"
                                + " henge cluster add. Give another --service-account or --namespace, or delete it if nobody needs"
                                + " it.");
        assertThat(servers.west.changes()).isEmpty();
    }

    @Test
    void aRegistrationOfSomebodyElsesIsRefusedToo() throws Exception {
        servers.overlord.put(
                "api/v1/namespaces/druid/secrets",
                "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"henge-cluster-west\"}}");
        assertThat(refusal(addition()).sentences())
                .singleElement()
                .asString()
                .contains("Secret[druid/henge-cluster-west] is there, and was not made by henge cluster add");
        assertThat(servers.west.changes()).isEmpty();
    }

    @Test
    void whatWouldNotBeAllowedIsSaidAtOnceAndNothingIsMade() throws Exception {
        servers.west.forbid("POST roles");
        servers.west.forbid("POST rolebindings");
        NotDoneException refusal = refusal(addition());
        assertThat(refusal.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(refusal.sentences()).hasSize(3).last().isEqualTo("Nothing was made.");
        assertThat(refusal.sentences().get(0))
                .startsWith(
                        "context[west-admin]: Role[druid/henge-overlord] cannot be made. The API server answered 403: ")
                .endsWith("Give --context with a context whose user may do that, such as an administrator's.");
        assertThat(servers.west.changes()).isEmpty();
        assertThat(servers.overlord.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4"})
    void whateverEndsInTheMiddleGoesOnFromThere(int made) throws Exception {
        servers.west.breakAfter(made);
        ClusterAddition broken = addition();
        NotDoneException failure = refusal(broken);
        assertThat(failure.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(broken.report().isEmpty()).isEqualTo(made == 0);
        assertThat(String.join("\n", failure.sentences()).contains("run this again: it goes on from there"))
                .isEqualTo(made > 0);
        servers.west.breakAfter(100);
        assertThat(servers.add().check())
                .hasValueSatisfying(check -> assertThat(check.verdict()).isEqualTo(Verdict.WORKS));
        assertThat(servers.west.changes()).hasSize(5);
    }

    @Test
    void aTokenThatNeverComesIsWaitedForSoLongAndNamed() throws Exception {
        servers.west.fillTokens(false);
        AtomicInteger rests = new AtomicInteger();
        ClusterAddition addition = new ClusterAddition(
                TwoServers.request(Map.of()), servers.routes("west-admin"), rests::incrementAndGet, false);
        assertThat(refusal(addition).sentences())
                .hasSize(2)
                .first()
                .asString()
                .contains("no token came into Secret[druid/henge-overlord-token]", "serviceaccount-token controller");
        assertThat(rests).hasValue(60);
        assertThat(servers.overlord.changes()).isEmpty();
    }

    @Test
    void anUnknownContextIsNamedWithThoseThatThereAre() {
        ClusterAddition addition =
                new ClusterAddition(TwoServers.request(Map.of()), servers.routes("wset"), () -> {}, false);
        NotDoneException refusal = refusal(addition);
        assertThat(refusal.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refusal.sentences())
                .containsExactly("--context: " + dir.resolve("config")
                        + " has no context[wset]. Give one of [behind, empty, home, nowhere, west-admin].");
    }

    @Test
    void aClusterThatDoesNotAnswerIsUnreachable() {
        ClusterAddition addition =
                new ClusterAddition(TwoServers.request(Map.of()), servers.routes("nowhere"), () -> {}, false);
        NotDoneException refusal = refusal(addition);
        assertThat(refusal.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(refusal.sentences())
                .singleElement()
                .asString()
                .startsWith("context[nowhere]: The API server could not be reached");
        assertThat(servers.overlord.changes()).isEmpty();
    }

    @Test
    void aClusterBehindAProxyIsRefusedAsTheOverlordWouldRefuseIt() {
        ClusterAddition addition =
                new ClusterAddition(TwoServers.request(Map.of()), servers.routes("behind"), () -> {}, false);
        assertThat(refusal(addition).sentences())
                .singleElement()
                .asString()
                .startsWith(
                        "context[behind] gets there by the proxy-url of its cluster, which a registration may not say.");
        assertThat(servers.overlord.changes()).isEmpty();
    }

    @Test
    void aNamespaceOfTheOverlordThatIsNotThereIsNamed() {
        JoinRoutes routes = servers.routes("west-admin");
        ClusterAddition addition = new ClusterAddition(
                TwoServers.request(Map.of()),
                new JoinRoutes(routes.member(), routes.overlord(), "durid"),
                () -> {},
                false);
        assertThat(refusal(addition).sentences())
                .containsExactly(
                        "--overlord-namespace: there is no namespace[durid] in the current context. Give the one"
                                + " in which the Overlord runs, and --overlord-context if that is another.");
    }

    @Test
    void anotherNamespaceForARegisteredClusterIsRefused() throws Exception {
        servers.add();
        ClusterAddition moved = new ClusterAddition(
                new JoinRequest(TwoServers.WEST, "other", null, new TreeMap<>()),
                servers.routes("west-admin"),
                () -> {},
                false);
        assertThat(refusal(moved).sentences())
                .singleElement()
                .asString()
                .startsWith("--namespace is `other`, but cluster[west] is registered with the namespace `druid`.")
                .contains("henge cluster remove west");
    }
}
