package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ExecConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a kubeconfig may say of its cluster and its user: what kubectl refuses is refused, and so is what Henge does not do. Each
 * field of a kubeconfig stands in the table of docs/operations.md, which a test keeps true. Pure functions; a complaint goes
 * on where a sentence has named the file.
 */
final class KubeconfigRules {
    private static final List<String> INTERACTIVE_MODES = List.of("Never", "IfAvailable", "Always");

    private KubeconfigRules() {}

    static Optional<String> ofCluster(String name, Cluster cluster) {
        String its = " for cluster[" + name + "]";
        @Nullable String proxy = given(cluster.getProxyUrl());
        if (proxy != null && ProxyRoute.parse(proxy).isEmpty()) {
            return Optional.of("has proxy-url[" + ProxyRoute.shown(proxy) + "]" + its + ". " + ProxyRoute.EXPECTED);
        }
        @Nullable String serverName = given(cluster.getTlsServerName());
        if (serverName != null && !ServerNamedTls.isName(serverName)) {
            return Optional.of("has tls-server-name[" + serverName + "]" + its
                    + ". Expected the name of a host, such as api.example.com, or an address.");
        }
        boolean authority =
                isGiven(cluster.getCertificateAuthority()) || isGiven(cluster.getCertificateAuthorityData());
        if (authority && Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify())) {
            return Optional.of(
                    "has insecure-skip-tls-verify" + its
                            + ", and a certificate-authority as well. Leave insecure-skip-tls-verify out, so that the server is verified.");
        }
        return Optional.empty();
    }

    static Optional<String> ofUser(String name, AuthInfo user) {
        String its = " for user[" + name + "]";
        boolean token = isGiven(user.getToken()) || isGiven(user.getTokenFile());
        if (token && (isGiven(user.getUsername()) || isGiven(user.getPassword()))) {
            return Optional.of("has both a token and a username or password" + its + ". Leave one of them out.");
        }
        if (user.getAuthProvider() != null && !token) {
            return Optional.of("has auth-provider[" + user.getAuthProvider().getName() + "]" + its
                    + ", which is not supported. Give exec, a token, a tokenFile or a client certificate.");
        }
        boolean certificate = isGiven(user.getClientCertificate()) || isGiven(user.getClientCertificateData());
        boolean key = isGiven(user.getClientKey()) || isGiven(user.getClientKeyData());
        if (certificate != key) {
            return Optional.of("has a " + (key ? "client-key" : "client-certificate") + its + " without a "
                    + (key ? "client-certificate" : "client-key") + ". Give both or none.");
        }
        boolean more = isGiven(user.getAsUid())
                || (user.getAsGroups() != null && !user.getAsGroups().isEmpty())
                || (user.getAsUserExtra() != null && !user.getAsUserExtra().isEmpty());
        if (more && !isGiven(user.getAs())) {
            return Optional.of("has as-uid, as-groups or as-user-extra" + its
                    + " without as. Give as as well, or leave them out.");
        }
        return user.getExec() == null ? Optional.empty() : ofPlugin(its, user.getExec());
    }

    private static Optional<String> ofPlugin(String its, ExecConfig exec) {
        if (!isGiven(exec.getCommand())) {
            return Optional.of("has exec without a command" + its + ". Give the program that prints the credential.");
        }
        if (exec.getEnv() != null && exec.getEnv().stream().anyMatch(variable -> !isGiven(variable.getName()))) {
            return Optional.of("has exec with a variable in env that has no name" + its + ". Give each a name.");
        }
        @Nullable String mode = given(exec.getInteractiveMode());
        return mode == null || INTERACTIVE_MODES.contains(mode)
                ? Optional.empty()
                : Optional.of("has exec with interactiveMode[" + mode + "]" + its + ". Give one of " + INTERACTIVE_MODES
                        + ".");
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static @Nullable String given(@Nullable String text) {
        return isGiven(text) ? text : null;
    }
}
