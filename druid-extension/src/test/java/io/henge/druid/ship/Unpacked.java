package io.henge.druid.ship;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What was shipped to a peon, as the peon reads it. */
public final class Unpacked {
    private Unpacked() {}

    /** The JSON of a task, from what stands in a Job. */
    public static byte[] json(String payload) throws IOException {
        try (InputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(payload)))) {
            return gzip.readAllBytes();
        }
    }

    /** Takes the payload out of a Job, wherever the Job has it; {@code instead} stands there afterwards. */
    public static String taken(Job job, String instead) {
        @Nullable
        String annotation =
                job.getSpec().getTemplate().getMetadata().getAnnotations().replace("task", instead);
        if (annotation != null) {
            return annotation;
        }
        EnvVar variable = job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .filter(candidate -> candidate.getName().equals("TASK_JSON"))
                .findFirst()
                .orElseThrow();
        String payload = variable.getValue();
        variable.setValue(instead);
        return payload;
    }
}
