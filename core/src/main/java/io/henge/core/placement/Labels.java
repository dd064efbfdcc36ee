package io.henge.core.placement;

import java.util.regex.Pattern;

/** The syntax of labels, as <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Kubernetes</a> has it. */
public final class Labels {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private static final int PREFIX_MAX = 253;

    private Labels() {}

    /** Whether it can be the key of a label: a name, perhaps behind a DNS name and a slash. */
    public static boolean isKey(String key) {
        int slash = key.indexOf('/');
        return slash < 0
                ? NAME.matcher(key).matches()
                : slash <= PREFIX_MAX
                        && PREFIX.matcher(key.substring(0, slash)).matches()
                        && NAME.matcher(key.substring(slash + 1)).matches();
    }

    /** Whether it can be the value of a label. */
    public static boolean isValue(String value) {
        return value.isEmpty() || NAME.matcher(value).matches();
    }
}
