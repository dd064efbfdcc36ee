package io.henge.kubernetes.access;

import org.jspecify.annotations.Nullable;

/** A cluster's kubeconfig cannot be used; the message is a sentence that names the property and the remedy. */
public final class KubeconfigException extends Exception {
    private static final long serialVersionUID = 1L;

    public KubeconfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Always there. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
