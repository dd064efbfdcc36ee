package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * An Overlord's pod that was written down.
 *
 * @param file holds a Pod in YAML or JSON
 */
public record PodFile(Path file) implements OverlordPod {
    @Override
    public PodSpec spec() throws JobRefusedException {
        try {
            PodSpec spec = new KubernetesSerialization()
                    .unmarshal(Files.readString(file), Pod.class)
                    .getSpec();
            if (spec != null && !spec.getContainers().isEmpty()) {
                return spec;
            }
        } catch (NoSuchFileException e) {
            throw new JobRefusedException(file + " does not exist.", e);
        } catch (IOException e) {
            throw new JobRefusedException(file + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new JobRefusedException(file + " is no Pod in YAML or JSON: " + e.getMessage(), e);
        }
        throw new JobRefusedException(file + " is no Pod with at least one container.");
    }
}
