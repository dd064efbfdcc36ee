package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ClusterBuilder;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.client.Config;
import io.henge.kubernetes.access.ExecPlugin.Credential;
import io.henge.kubernetes.document.Models;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads how one API server is reached, as often as it is asked to: files each time, and a credential plugin only when what it
 * gave has run out or is refused. Only one thread at a time may use it.
 */
public final class AccessReader {
    /** So that no request is sent with a credential that runs out on its way. */
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(30);

    private final Supplier<ClusterSettings> settings;
    private final InstantSource clock;

    /** What the plugin gave last, and what it was asked with. */
    private @Nullable Given given;

    private record Given(ExecPlugin plugin, Credential credential) {}

    public AccessReader(ClusterSettings settings, InstantSource clock) {
        this(() -> settings, clock);
    }

    /** @param settings those of each moment, of which only the route and the key may change */
    public AccessReader(Supplier<ClusterSettings> settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** How the API server is to be reached now. */
    public ClusterSettings settings() {
        return settings.get();
    }

    /** What leads to what is read. */
    String key() {
        return settings().key();
    }

    /**
     * Looks at a kubeconfig that came in while the Overlord runs, and at no other file.
     *
     * @throws KubeconfigException if it would never be used as it is
     */
    public static void check(ClusterSettings settings) throws KubeconfigException {
        KubeconfigEntry unused = confined(
                        settings, Objects.requireNonNull(settings.route().confinement()))
                .read();
    }

    private static Kubeconfig confined(ClusterSettings settings, Confinement confinement) {
        return Kubeconfig.confined(
                settings.key(), settings.route().kubeconfig(), settings.route().context(), confinement);
    }

    /** @param refused whether the API server did not know who we are with what was read last */
    Access read(boolean refused) throws KubeconfigException, InterruptedException {
        ClusterSettings now = settings();
        String key = now.key();
        if (now.route().confinement() != null) {
            Kubeconfig given = confined(now, now.route().confinement());
            return of(given.read(), given.source(), refused);
        }
        if (now.route().kubeconfig() == null) {
            @Nullable
            Kubeconfig own = DefaultConfiguration.kubeconfig(key, now.route().context());
            if (own == null) {
                return DefaultConfiguration.ofServiceAccount(key, now.route().context());
            }
            return DefaultConfiguration.overridden(key, of(own.read(), own.source(), refused));
        }
        Kubeconfig named =
                Kubeconfig.named(key, now.route().kubeconfig(), now.route().context());
        return of(named.read(), named.source(), refused);
    }

    private Access of(KubeconfigEntry entry, String source, boolean refused)
            throws KubeconfigException, InterruptedException {
        CredentialFiles files = new CredentialFiles(source);
        Cluster cluster = new ClusterBuilder(entry.cluster())
                .withCertificateAuthorityData(files.certificates(
                        "certificate-authority",
                        entry.cluster().getCertificateAuthorityData(),
                        entry.cluster().getCertificateAuthority()))
                .withCertificateAuthority(null)
                .build();
        AuthInfo user = entry.user();
        AuthInfoBuilder plain = new AuthInfoBuilder(user)
                .withClientCertificateData(
                        files.data("client-certificate", user.getClientCertificateData(), user.getClientCertificate()))
                .withClientCertificate(null)
                .withClientKeyData(files.data("client-key", user.getClientKeyData(), user.getClientKey()))
                .withClientKey(null)
                .withToken(null)
                .withTokenFile(null)
                .withExec(null);
        @Nullable String token = user.getTokenFile() != null ? files.tokenIn(user.getTokenFile()) : user.getToken();
        boolean withToken = token != null && !token.isBlank();
        // Where there is a token, it counts; without one, the kubeconfig is refused.
        plain.withAuthProvider(null);
        boolean asksAnew = !withToken && user.getExec() != null;
        if (asksAnew) {
            Credential credential = ask(user.getExec(), cluster, source, refused);
            token = credential.token();
            if (credential.certificate() != null && credential.key() != null) {
                plain.withClientCertificateData(encoded(credential.certificate()))
                        .withClientKeyData(encoded(credential.key()));
            }
        }
        return new Access(
                config(entry.context(), cluster, plain.build()),
                token == null ? null : files.token("token", token),
                Impersonation.headers(user, files),
                given(entry.cluster().getTlsServerName()),
                given(entry.cluster().getProxyUrl()),
                asksAnew);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private Credential ask(ExecConfig exec, Cluster cluster, String source, boolean refused)
            throws KubeconfigException, InterruptedException {
        ExecPlugin plugin = new ExecPlugin(exec, cluster);
        @Nullable Given last = given;
        if (last != null && last.plugin().equals(plugin) && !refused && isGood(last.credential())) {
            return last.credential();
        }
        try {
            Credential credential = plugin.run();
            given = new Given(plugin, credential);
            return credential;
        } catch (ExecPlugin.Failed e) {
            throw new KubeconfigException(
                    source + ": its credential plugin[" + exec.getCommand() + "] " + e.getMessage()
                            + ". Run it by hand as the Overlord's user; it must print an ExecCredential.",
                    e);
        }
    }

    private boolean isGood(Credential credential) {
        @Nullable Instant expires = credential.expires();
        return expires == null || clock.instant().plus(RENEW_BEFORE).isBefore(expires);
    }

    private static String encoded(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static Config config(String context, Cluster cluster, AuthInfo user) {
        return Config.fromKubeconfig(Models.TEXT.asYaml(new ConfigBuilder()
                .withCurrentContext(context)
                .addNewContext()
                .withName(context)
                .withNewContext()
                .withCluster(context)
                .withUser(context)
                .endContext()
                .endContext()
                .addNewCluster()
                .withName(context)
                .withCluster(cluster)
                .endCluster()
                .addNewUser()
                .withName(context)
                .withUser(user)
                .endUser()
                .build()));
    }
}
