package io.henge.kubernetes.check;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.henge.kubernetes.check.PodNeed.Kind;
import io.henge.kubernetes.job.Manifests;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers the objects that a pod names, but those that it calls optional. */
public final class PodNeeds {
    private final SortedSet<PodNeed> needs = new TreeSet<>();
    private final String pod;

    private PodNeeds(String pod) {
        this.pod = pod;
    }

    /**
     * What the pod of a Job names.
     *
     * @param pod what it is made from, for people
     */
    public static SortedSet<PodNeed> of(Manifests manifests, String pod) {
        return of(manifests.job().getSpec().getTemplate().getSpec(), pod);
    }

    static SortedSet<PodNeed> of(PodSpec spec, String pod) {
        PodNeeds needs = new PodNeeds(pod);
        needs.add(Kind.SERVICE_ACCOUNT, accountOf(spec), false, "");
        for (LocalObjectReference secret : spec.getImagePullSecrets()) {
            needs.add(Kind.PULL_SECRET, secret.getName(), false, "imagePullSecrets of ");
        }
        Stream.of(spec.getInitContainers(), spec.getContainers())
                .flatMap(List::stream)
                .forEach(needs::container);
        spec.getVolumes().forEach(needs::volume);
        return Collections.unmodifiableSortedSet(needs.needs);
    }

    /** The newer field, else its older name. */
    private static @Nullable String accountOf(PodSpec spec) {
        return spec.getServiceAccountName() == null ? spec.getServiceAccount() : spec.getServiceAccountName();
    }

    private void container(Container container) {
        String in = "container[" + container.getName() + "] of ";
        for (EnvFromSource source : container.getEnvFrom()) {
            @Nullable ConfigMapEnvSource map = source.getConfigMapRef();
            if (map != null) {
                add(Kind.CONFIG_MAP, map.getName(), map.getOptional(), "envFrom of " + in);
            }
            @Nullable SecretEnvSource secret = source.getSecretRef();
            if (secret != null) {
                add(Kind.SECRET, secret.getName(), secret.getOptional(), "envFrom of " + in);
            }
        }
        container.getEnv().forEach(variable -> variable(variable, "env[" + variable.getName() + "] of " + in));
    }

    private void variable(EnvVar variable, String in) {
        if (variable.getValueFrom() == null) {
            return;
        }
        var map = variable.getValueFrom().getConfigMapKeyRef();
        if (map != null) {
            add(Kind.CONFIG_MAP, map.getName(), map.getOptional(), in);
        }
        var secret = variable.getValueFrom().getSecretKeyRef();
        if (secret != null) {
            add(Kind.SECRET, secret.getName(), secret.getOptional(), in);
        }
    }

    private void volume(Volume volume) {
        String in = "volume[" + volume.getName() + "] of ";
        if (volume.getConfigMap() != null) {
            add(
                    Kind.CONFIG_MAP,
                    volume.getConfigMap().getName(),
                    volume.getConfigMap().getOptional(),
                    in);
        }
        if (volume.getSecret() != null) {
            add(
                    Kind.SECRET,
                    volume.getSecret().getSecretName(),
                    volume.getSecret().getOptional(),
                    in);
        }
        if (volume.getProjected() != null) {
            volume.getProjected().getSources().forEach(source -> projection(source, in));
        }
    }

    private void projection(VolumeProjection source, String in) {
        if (source.getConfigMap() != null) {
            add(
                    Kind.CONFIG_MAP,
                    source.getConfigMap().getName(),
                    source.getConfigMap().getOptional(),
                    in);
        }
        if (source.getSecret() != null) {
            add(Kind.SECRET, source.getSecret().getName(), source.getSecret().getOptional(), in);
        }
    }

    private void add(Kind kind, @Nullable String name, @Nullable Boolean optional, String in) {
        if (name != null && !name.isEmpty() && !Boolean.TRUE.equals(optional)) {
            needs.add(new PodNeed(kind, name, in + pod));
        }
    }
}
