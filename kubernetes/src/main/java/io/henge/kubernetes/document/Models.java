package io.henge.kubernetes.document;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.shaded.jackson.core.JsonFactory;
import io.henge.shaded.jackson.databind.ObjectMapper;

/**
 * Kubernetes' objects as YAML and as JSON, for all who read and write them: what is learnt of a class is learnt once, and making
 * one takes as long as reading some files with it. Safe for use by several threads.
 */
public final class Models {
    /** Keeps no names: those of managed fields and of labels hold uids, and are of no use to anybody twice. */
    public static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build());

    /** Makes the mapper one for Kubernetes' objects. */
    public static final KubernetesSerialization TEXT = new KubernetesSerialization(JSON, true);

    private Models() {}
}
