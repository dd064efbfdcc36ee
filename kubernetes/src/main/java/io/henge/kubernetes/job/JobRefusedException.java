package io.henge.kubernetes.job;

/** No Job can be made of an attempt; the message is a sentence for the user. */
public final class JobRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public JobRefusedException(String message) {
        super(message);
    }

    public JobRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Always there. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
