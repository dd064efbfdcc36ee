package io.henge.druid.rest;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import io.henge.druid.metrics.Exposition.Format;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which format of metrics the header {@code Accept} asks for, as Prometheus means it: what fits nothing gets the older text. */
final class AcceptedFormat {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final Set<String> TEXT = Set.of("text/plain", "text/*", "*/*");

    /** Far more than any scraper sends. */
    private static final int READ_MAX = 4_096;

    private AcceptedFormat() {}

    /** What a part of the header says: a format that there is, or none, and how much it is wanted. */
    private record Wish(@Nullable Format format, double weight) {}

    /**
     * Of several that are wanted as much, the first.
     *
     * @param headers as they are sent, null for none
     */
    static Format of(@Nullable List<String> headers) {
        Wish best = new Wish(Format.TEXT, 0);
        String accept = headers == null ? "" : String.join(",", headers);
        if (accept.length() <= READ_MAX) {
            for (String part : Splitter.on(',').split(accept)) {
                Wish wish = wish(part);
                best = wish.format() != null && wish.weight() > best.weight() ? wish : best;
            }
        }
        return best.format() == null ? Format.TEXT : best.format();
    }

    private static Wish wish(String part) {
        Iterator<String> pieces =
                Splitter.on(';').trimResults().split(Ascii.toLowerCase(part)).iterator();
        String type = pieces.next();
        Map<String, String> parameters = new TreeMap<>();
        pieces.forEachRemaining(piece -> {
            int equals = piece.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        piece.substring(0, equals).strip(),
                        piece.substring(equals + 1).strip().replace("\"", ""));
            }
        });
        return new Wish(format(type, parameters.get("version")), weight(parameters.get("q")));
    }

    private static @Nullable Format format(String type, @Nullable String version) {
        if (type.equals(OPEN_METRICS)) {
            return version == null || version.equals("1.0.0") ? Format.OPEN_METRICS : null;
        }
        return TEXT.contains(type) && (version == null || version.equals("0.0.4")) ? Format.TEXT : null;
    }

    private static double weight(@Nullable String q) {
        try {
            return q == null ? 1 : Double.parseDouble(q);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
