package io.henge.kubernetes.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Utils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client configuration of whoever names no kubeconfig: the user's kubeconfig, else the pod's service account, with the
 * environment's variables over it, as fabric8 has it.
 */
final class DefaultConfiguration {
    private DefaultConfiguration() {}

    /** The user's kubeconfig, null if there is none. */
    static @Nullable Kubeconfig kubeconfig(String key, @Nullable String context) {
        List<Path> files = files();
        return files.isEmpty() ? null : Kubeconfig.ofUser(key, files, context);
    }

    /** With the environment's variables over it. */
    static Access overridden(String key, Access access) throws KubeconfigException {
        Config config = access.config();
        Config.configFromSysPropsOrEnvVars(config);
        CredentialFiles files = new CredentialFiles(key + " leads to the default configuration");
        readClientKey(config, files);
        @Nullable String token = config.getAutoOAuthToken();
        return token == null ? access : access.withToken(files.token("token", token));
    }

    private static List<Path> files() {
        if (!Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, true)) {
            return List.of();
        }
        return Config.getKubeconfigFilenames().stream()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .filter(file -> file.toFile().length() > 0)
                .toList();
    }

    /** Its token is renewed by the kubelet about once an hour, its certificate authority now and then. */
    static Access ofServiceAccount(String key, @Nullable String context) throws KubeconfigException {
        Config config = Config.autoConfigure(context);
        CredentialFiles files = new CredentialFiles(key + " leads to the pod's service account");
        readClientKey(config, files);
        @Nullable String authority = config.getCaCertFile();
        config.setCaCertData(files.certificates("certificate authority", config.getCaCertData(), authority));
        @Nullable String named = Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY);
        boolean inPod = Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_SERVICE_HOST_PROPERTY) != null
                && Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_AUTH_TRYSERVICEACCOUNT_SYSTEM_PROPERTY, true);
        @Nullable String token = named == null && inPod ? files.tokenIn(tokenFile()) : config.getAutoOAuthToken();
        config.setAutoOAuthToken(null);
        return Access.plain(config, token == null ? null : files.token("token", token));
    }

    private static void readClientKey(Config config, CredentialFiles files) throws KubeconfigException {
        config.setClientCertData(
                files.data("client certificate", config.getClientCertData(), config.getClientCertFile()));
        config.setClientKeyData(files.data("client key", config.getClientKeyData(), config.getClientKeyFile()));
    }

    private static String tokenFile() {
        return Utils.getSystemPropertyOrEnvVar(
                Config.KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN_FILE_SYSTEM_PROPERTY,
                Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);
    }
}
