package io.henge.druid.config;

import java.util.List;

/**
 * One property of the runner: what its readers ask for, and what the reference says of it.
 *
 * @param key without the prefix, and without {@code clusters[N].}; a user's own word is {@code <key>}
 * @param absent the value that counts where none is given, or in parentheses what does
 * @param meaning one or two sentences in Markdown; of what has no effect, a predicate that says why
 */
record Property(String key, Scope scope, PropertyType type, String absent, Reader reader, String meaning) {
    static final String FALSE = "false";
    static final String NONE = "(none)";

    /** What stands at the end of a key that users choose. */
    static final String OPEN = "<key>";

    /** Where it may stand. */
    enum Scope {
        COMMON,
        CLUSTER,
        /** A cluster's own value counts there in place of the common one, or beside it. */
        BOTH;

        boolean includes(Scope other) {
            return this == BOTH || this == other;
        }
    }

    /** Who looks at it. */
    enum Reader {
        RUNNER("any"),
        OVERLORD_ADAPTERS("`overlordSingleContainer`, `overlordMultiContainer`"),
        MULTI_CONTAINER_ADAPTER("`overlordMultiContainer`"),
        TEMPLATE_ADAPTER("`customTemplateAdapter`"),
        WORKERS("`k8sAndWorker`"),
        /** It is checked, and told to have no effect: the meaning says why. */
        NOBODY("–");

        private final String words;

        Reader(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether it counts for pods that are made by the adapter. */
        boolean includes(AdapterType adapter) {
            return switch (this) {
                case OVERLORD_ADAPTERS, MULTI_CONTAINER_ADAPTER -> adapter.isOverlord();
                case TEMPLATE_ADAPTER -> !adapter.isOverlord();
                case RUNNER, WORKERS, NOBODY -> true;
            };
        }
    }

    boolean isOpen() {
        return key.endsWith(OPEN);
    }

    /** Whether {@code given} is this key, an element of it, or one of the keys that it stands for. */
    boolean covers(String given) {
        if (isOpen()) {
            int start = key.length() - OPEN.length();
            return given.length() > start && given.startsWith(key.substring(0, start));
        }
        return given.equals(key) || (isSpread() && given.startsWith(key + "."));
    }

    /** Whether its elements may have keys of their own. */
    boolean isSpread() {
        return List.of(PropertyType.Kind.LIST, PropertyType.Kind.MAP).contains(type.kind());
    }
}
