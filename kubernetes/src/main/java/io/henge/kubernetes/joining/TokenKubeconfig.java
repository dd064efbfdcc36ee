package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.ClusterBuilder;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.henge.kubernetes.access.Access;
import io.henge.kubernetes.document.Models;
import org.jspecify.annotations.Nullable;

/** A kubeconfig that says everything itself: it names no file, no program and no proxy, as a registration has it. */
final class TokenKubeconfig {
    private TokenKubeconfig() {}

    /** The URL of the server that {@code access} leads to. */
    static String serverOf(Access access) {
        return access.config().getMasterUrl().replaceFirst("/$", "");
    }

    /** The URL of the server in a kubeconfig that was made here. */
    static String serverIn(String kubeconfig) {
        return Models.TEXT
                .unmarshal(kubeconfig, io.fabric8.kubernetes.api.model.Config.class)
                .getClusters()
                .get(0)
                .getCluster()
                .getServer();
    }

    /**
     * Of the server that {@code access} leads to, by the same way, with a token in place of who we are.
     *
     * @param name of its only context, cluster and user
     */
    static String of(Access access, String name, String token) {
        Config config = access.config();
        ClusterBuilder cluster =
                new ClusterBuilder().withServer(serverOf(access)).withTlsServerName(access.tlsServerName());
        @Nullable String authority = config.getCaCertData();
        if (authority != null && !authority.isEmpty()) {
            cluster.withCertificateAuthorityData(authority);
        } else if (config.isTrustCerts()) {
            cluster.withInsecureSkipTlsVerify(true);
        }
        return Models.TEXT.asYaml(new ConfigBuilder()
                .withKind("Config")
                .withApiVersion("v1")
                .withCurrentContext(name)
                .addNewContext()
                .withName(name)
                .withNewContext()
                .withCluster(name)
                .withUser(name)
                .endContext()
                .endContext()
                .addNewCluster()
                .withName(name)
                .withCluster(cluster.build())
                .endCluster()
                .addNewUser()
                .withName(name)
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .build());
    }
}
