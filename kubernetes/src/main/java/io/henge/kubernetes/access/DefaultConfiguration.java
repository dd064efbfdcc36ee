package io.henge.kubernetes.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Utils;
import io.henge.kubernetes.call.ApiFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client configuration of whoever names no kubeconfig: the user's kubeconfig, else the pod's service account, with the
 * environment's variables over it, as fabric8 has it. Several kubeconfig files at once are left to fabric8, and so is what
 * they say of tokens.
 */
final class DefaultConfiguration {
    /** What the several files said, and what fabric8 made of it. */
    private @Nullable Merged merged;

    private record Merged(List<String> texts, Access access) {}

    /** The user's kubeconfig, null if there is none or more than one. */
    @Nullable
    Kubeconfig kubeconfig(String key, @Nullable String context) {
        List<Path> files = files();
        return files.size() == 1 ? Kubeconfig.ofUser(key, files.get(0), context) : null;
    }

    /** Where there is not one kubeconfig. */
    Access read(String key, @Nullable String context) throws KubeconfigException {
        List<Path> files = files();
        return files.isEmpty() ? ofServiceAccount(key, context) : merge(key, files, context);
    }

    /** With the environment's variables over it. */
    static Access overridden(Access access) {
        Config config = access.config();
        Config.configFromSysPropsOrEnvVars(config);
        @Nullable String token = config.getAutoOAuthToken();
        return access.foreign() || token == null ? access : new Access(config, token, false);
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

    private Access merge(String key, List<Path> files, @Nullable String context) throws KubeconfigException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            try {
                texts.add(Files.readString(file));
            } catch (IOException e) {
                throw new KubeconfigException(
                        key + " leads to the default configuration: " + file + " cannot be read ("
                                + ApiFailures.named(e) + "). Give the Overlord's user read access.",
                        e);
            }
        }
        @Nullable Merged before = merged;
        if (before != null && before.texts().equals(texts)) {
            return before.access();
        }
        Access access = new Access(Config.autoConfigure(context), null, true);
        merged = new Merged(texts, access);
        return access;
    }

    /** Its token is renewed by the kubelet about once an hour, its certificate authority now and then. */
    private static Access ofServiceAccount(String key, @Nullable String context) throws KubeconfigException {
        Config config = Config.autoConfigure(context);
        CredentialFiles files = new CredentialFiles(key + " leads to the pod's service account");
        @Nullable String authority = config.getCaCertFile();
        config.setCaCertData(files.data("certificate authority", config.getCaCertData(), authority));
        @Nullable String named = Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY);
        boolean inPod = Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_SERVICE_HOST_PROPERTY) != null
                && Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_AUTH_TRYSERVICEACCOUNT_SYSTEM_PROPERTY, true);
        @Nullable String token = named == null && inPod ? files.token(tokenFile()) : config.getAutoOAuthToken();
        config.setAutoOAuthToken(null);
        return new Access(config, token == null ? null : token.strip(), false);
    }

    private static String tokenFile() {
        return Utils.getSystemPropertyOrEnvVar(
                Config.KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN_FILE_SYSTEM_PROPERTY,
                Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);
    }
}
