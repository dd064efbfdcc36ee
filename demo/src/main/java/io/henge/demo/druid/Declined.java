package io.henge.demo.druid;

/** An Overlord understood what was asked for, and does not do it. */
public final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    private final int status;

    Declined(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Whether it can never be done as it was asked for. */
    public boolean isWrongInput() {
        return status == BAD_REQUEST;
    }
}
