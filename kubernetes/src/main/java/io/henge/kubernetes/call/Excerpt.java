package io.henge.kubernetes.call;

import io.henge.shaded.jackson.core.filter.TokenFilter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a JSON object are read: the others are passed over while it is parsed, and cost no memory. In an array,
 * it holds for each element. Immutable.
 */
public final class Excerpt {
    /** Everything below. */
    public static final Excerpt ALL = new Excerpt(TokenFilter.INCLUDE_ALL);

    private final TokenFilter filter;

    private Excerpt(TokenFilter filter) {
        this.filter = filter;
    }

    /** These fields, each with everything below. */
    public static Excerpt of(String... names) {
        Map<String, TokenFilter> fields = new HashMap<>();
        for (String name : names) {
            fields.put(name, TokenFilter.INCLUDE_ALL);
        }
        return new Excerpt(new Fields(Map.copyOf(fields)));
    }

    /** These and one more field, of which that much is read. */
    public Excerpt and(String name, Excerpt below) {
        Map<String, TokenFilter> more = new HashMap<>(filter instanceof Fields fields ? fields.byName : Map.of());
        more.put(name, below.filter);
        return new Excerpt(new Fields(Map.copyOf(more)));
    }

    TokenFilter filter() {
        return filter;
    }

    /** Of an object or an array: what is neither is left out, and so is what nothing is left of. */
    private static final class Fields extends TokenFilter {
        private final Map<String, TokenFilter> byName;

        Fields(Map<String, TokenFilter> byName) {
            this.byName = byName;
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return byName.get(name);
        }

        @Override
        protected boolean _includeScalar() {
            return false;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return !contentsFiltered;
        }

        @Override
        public boolean includeEmptyArray(boolean contentsFiltered) {
            return !contentsFiltered;
        }
    }
}
