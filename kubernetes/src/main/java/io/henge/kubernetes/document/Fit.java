package io.henge.kubernetes.document;

import io.henge.kubernetes.document.Shapes.Kind;
import io.henge.kubernetes.document.Written.Elements;
import io.henge.kubernetes.document.Written.Field;
import io.henge.kubernetes.document.Written.Fields;
import io.henge.kubernetes.document.Written.Text;
import io.henge.shaded.jackson.databind.JavaType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is written against what Kubernetes has at each place, and makes of it what a client would send. Fields that are not
 * known are kept as they are written.
 */
final class Fit {
    /** Aliases of aliases make many values of few; no object that a cluster takes has nearly as many. */
    private static final int VALUES_MAX = 100_000;

    private static final long CHARACTERS_MAX = 4L << 20;

    /** What is never secret, so that a message may have the value. */
    private static final Set<Kind> SHOWN = EnumSet.of(Kind.WHOLE, Kind.FLAG, Kind.QUANTITY);

    private static final int SHOWN_MAX = 40;

    private static final String DIRECTIVE = "$patch";

    /** As kubectl has them (YAML 1.1), but for {@code y} and {@code n}. */
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");

    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");

    private final boolean patch;
    private final List<Remark> faults = new ArrayList<>();
    private final List<Remark> notes = new ArrayList<>();
    private int values;
    private long characters;

    /** One place in a document, with what it is in. */
    record Place(String path, JavaType type, @Nullable Place outer) {
        Place field(String name, JavaType of) {
            return new Place(Paths.child(path, name), of, this);
        }

        Place element(int index) {
            return new Place(path + "[" + index + "]", type.getContentType(), this);
        }
    }

    /** @param patch whether what is empty removes a field, else it is as if it were not there */
    Fit(boolean patch) {
        this.patch = patch;
    }

    List<Remark> faults() {
        return faults;
    }

    List<Remark> notes() {
        return notes;
    }

    /** The fields of a whole document. */
    Map<String, Object> document(Fields fields, JavaType type) throws DocumentException {
        return object(fields, new Place("", type, null));
    }

    /** What a client would send; nothing if that is a fault, or if there is nothing. */
    private @Nullable Object value(Written written, Place place, int line) throws DocumentException {
        count(written);
        Kind kind = Shapes.kind(place.type());
        if (kind == Kind.ANY) {
            return free(written);
        }
        if (isNothing(written)) {
            return null;
        }
        if (written instanceof Fields fields && kind == Kind.OBJECT) {
            return object(fields, place);
        } else if (written instanceof Fields fields && kind == Kind.MAP) {
            return map(fields, place);
        } else if (written instanceof Elements elements && kind == Kind.LIST) {
            return list(elements, place);
        } else if (written instanceof Text text) {
            return scalar(text, kind, place, line);
        }
        fault(line, place, written, kind);
        return null;
    }

    private void count(Written written) throws DocumentException {
        values++;
        characters += written instanceof Text text ? text.text().length() : 0;
        if (values > VALUES_MAX || characters > CHARACTERS_MAX) {
            throw new DocumentException(
                    0,
                    "holds more than a cluster takes, once its aliases (`*name`) are followed. Take some of them out.");
        }
    }

    private Map<String, Object> object(Fields fields, Place place) throws DocumentException {
        SortedMap<String, JavaType> known = Shapes.fields(place.type());
        Map<String, Object> json = new LinkedHashMap<>();
        for (Map.Entry<String, Field> entry : fields.all().entrySet()) {
            String name = entry.getKey();
            Field field = entry.getValue();
            @Nullable JavaType type = known.get(name);
            if (patch && name.startsWith("$")) {
                directive(name, field, place);
                json.put(name, "delete");
            } else if (type == null) {
                notes.add(new Remark(field.line(), unknown(name, place)));
                put(json, name, free(field.value()));
            } else {
                put(json, name, value(field.value(), place.field(name, type), field.line()));
            }
        }
        return json;
    }

    private void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null || patch) {
            json.put(name, value);
        }
    }

    private void directive(String name, Field field, Place place) {
        boolean inList = place.outer() != null && Shapes.kind(place.outer().type()) == Kind.LIST;
        boolean delete = field.value() instanceof Text text && text.text().equals("delete");
        if (!name.equals(DIRECTIVE) || !inList || !delete) {
            faults.add(new Remark(
                    field.line(),
                    Paths.child(place.path(), name)
                            + " is not known. `$patch: delete` in an element of a list removes that, an empty value a"
                            + " field; there is no other directive."));
        }
    }

    private static String unknown(String name, Place place) {
        String path = Paths.child(place.path(), name);
        Optional<String> like =
                Spelling.nearest(name, Shapes.fields(place.type()).keySet());
        if (like.isPresent()) {
            return path + " is not known. Did you mean `" + like.get() + "`?";
        }
        return Misplaced.of(name, place)
                .map(elsewhere -> path + " is not known there. Did you mean " + elsewhere + "? Mend the indentation.")
                .orElse(path + " is not known here; it is kept as it is.");
    }

    private Map<String, Object> map(Fields fields, Place place) throws DocumentException {
        Map<String, Object> json = new LinkedHashMap<>();
        Kind kind = Shapes.kind(place.type().getContentType());
        for (Map.Entry<String, Field> entry : fields.all().entrySet()) {
            Field field = entry.getValue();
            Place at = place.field(entry.getKey(), place.type().getContentType());
            @Nullable Object value = value(field.value(), at, field.line());
            boolean empty = !patch && isNothing(field.value());
            if (empty && kind != Kind.TEXT) {
                fault(field.line(), at, field.value(), kind);
            }
            put(json, entry.getKey(), empty ? "" : value);
        }
        return json;
    }

    private static boolean isNothing(Written written) {
        return written instanceof Text text && text.isNothing();
    }

    private List<Object> list(Elements elements, Place place) throws DocumentException {
        List<Object> json = new ArrayList<>();
        for (Written element : elements.all()) {
            Place at = place.element(json.size());
            @Nullable Object value = value(element, at, element.line());
            if (value != null) {
                json.add(value);
            } else {
                if (isNothing(element)) {
                    faults.add(new Remark(
                            element.line(),
                            at.path() + " is empty. Write what belongs there behind the `- `, or take that out."));
                }
                // Keeps the numbers of those behind it.
                json.add("");
            }
        }
        return json;
    }

    private @Nullable Object scalar(Text text, Kind kind, Place place, int line) {
        @Nullable Object value = null;
        switch (kind) {
            case TEXT -> {
                value = text.text();
                if (text.isNumber() || text.isFlag()) {
                    notes.add(new Remark(
                            line,
                            place.path() + " is " + text.kind() + ", where a text is expected. It is sent as a text, as"
                                    + " written; kubectl refuses it. Put it in quotes."));
                }
            }
            case WHOLE -> value = whole(text, place, line);
            case WHOLE_OR_TEXT -> value = text.isNumber() ? whole(text, Integer.MAX_VALUE) : text.text();
            case FLAG -> value = flag(text, place, line);
            case QUANTITY -> value = Numbers.isQuantity(text.text()) ? text.text() : null;
            case OBJECT, MAP, LIST, ANY -> value = null;
        }
        if (value == null) {
            fault(line, place, text, kind);
        }
        return value;
    }

    private @Nullable Object whole(Text text, Place place, int line) {
        boolean small = place.type().getRawClass() == Integer.class;
        @Nullable Object number = whole(text, small ? Integer.MAX_VALUE : Long.MAX_VALUE);
        if (number != null && !text.plain()) {
            noteQuotes(place, line, "a whole number");
        }
        return number;
    }

    private static @Nullable Object whole(Text text, long max) {
        return Numbers.whole(text.text())
                .filter(number -> number.abs().compareTo(BigInteger.valueOf(max)) <= 0)
                .<Object>map(
                        number -> max == Integer.MAX_VALUE ? (Object) number.intValue() : (Object) number.longValue())
                .orElse(null);
    }

    private @Nullable Object flag(Text text, Place place, int line) {
        boolean known = TRUE.contains(text.text()) || FALSE.contains(text.text());
        if (known && !text.plain()) {
            noteQuotes(place, line, "true or false");
        }
        return known ? (Object) TRUE.contains(text.text()) : null;
    }

    private void noteQuotes(Place place, int line, String expected) {
        notes.add(new Remark(
                line,
                place.path() + " is a text, where " + expected + " is expected. It is sent as such; kubectl refuses it."
                        + " Take the quotes away."));
    }

    private void fault(int line, Place place, Written found, Kind expected) {
        String is = found.kind();
        if (found instanceof Text text && !text.isNothing() && SHOWN.contains(expected)) {
            is = is.replaceFirst("^an? ", "the ") + " `" + abbreviated(text.text()) + "`";
        }
        boolean texts = expected == Kind.LIST && Shapes.kind(place.type().getContentType()) == Kind.TEXT;
        String example = texts ? ", or write it as [\"a\", \"b\"]" : "";
        faults.add(new Remark(line, place.path() + " is " + is + ". Expected " + expected.expected() + example + "."));
    }

    private static String abbreviated(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > SHOWN_MAX ? line.substring(0, SHOWN_MAX) + "…" : line;
    }

    /** As JSON has it, where nothing is known of what is expected. */
    private @Nullable Object free(Written written) throws DocumentException {
        count(written);
        if (written instanceof Fields fields) {
            Map<String, Object> json = new LinkedHashMap<>();
            for (Map.Entry<String, Field> field : fields.all().entrySet()) {
                json.put(field.getKey(), free(field.getValue().value()));
            }
            return json;
        } else if (written instanceof Elements elements) {
            List<Object> json = new ArrayList<>();
            for (Written element : elements.all()) {
                json.add(free(element));
            }
            return json;
        }
        Text text = (Text) written;
        if (text.isNothing()) {
            return null;
        } else if (text.isFlag()) {
            return Boolean.valueOf(text.text());
        }
        return text.isNumber() ? Numbers.value(text.text()) : text.text();
    }
}
