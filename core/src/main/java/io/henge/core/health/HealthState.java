package io.henge.core.health;

/** What is true of a cluster as a whole. Which one becomes which, and when, is in {@link HealthTable}. */
public enum HealthState {
    /** Nothing speaks against it. */
    HEALTHY("Healthy"),
    /** It has not answered for a moment: it is given nothing new. */
    SUSPECT("Suspect"),
    /** It has not answered for longer. What runs there may go on all the same. */
    UNREACHABLE("Unreachable"),
    /** Nothing was heard of it for long, by no channel, while others are well. */
    LOST("Lost"),
    /** It answers again, and has yet to go on with that for a while; it is given something again. */
    RECOVERING("Recovering"),
    /** It cannot be asked, or does not know us: credentials, rights, certificates, names. Never a reason to take anything away. */
    MISCONFIGURED("Misconfigured"),
    /** It lives, and has too much to do or is out of order. Never a reason to take anything away. */
    OVERLOADED("Overloaded");

    private final String word;

    HealthState(String word) {
        this.word = word;
    }

    /** What people call it. */
    public String word() {
        return word;
    }

    /** Whether it is given nothing new. */
    public boolean isClosed() {
        return switch (this) {
            case HEALTHY, RECOVERING -> false;
            case SUSPECT, UNREACHABLE, LOST, MISCONFIGURED, OVERLOADED -> true;
        };
    }

    /** Whether it is in it because nothing comes back. */
    public boolean isSilent() {
        return switch (this) {
            case SUSPECT, UNREACHABLE, LOST -> true;
            case HEALTHY, RECOVERING, MISCONFIGURED, OVERLOADED -> false;
        };
    }
}
