package io.henge.kubernetes.document;

import io.henge.kubernetes.document.Written.Elements;
import io.henge.kubernetes.document.Written.Field;
import io.henge.kubernetes.document.Written.Fields;
import io.henge.kubernetes.document.Written.Text;
import io.henge.shaded.snakeyaml.engine.v2.api.LoadSettings;
import io.henge.shaded.snakeyaml.engine.v2.api.lowlevel.Parse;
import io.henge.shaded.snakeyaml.engine.v2.events.AliasEvent;
import io.henge.shaded.snakeyaml.engine.v2.events.CollectionStartEvent;
import io.henge.shaded.snakeyaml.engine.v2.events.DocumentStartEvent;
import io.henge.shaded.snakeyaml.engine.v2.events.Event;
import io.henge.shaded.snakeyaml.engine.v2.events.NodeEvent;
import io.henge.shaded.snakeyaml.engine.v2.events.ScalarEvent;
import io.henge.shaded.snakeyaml.engine.v2.events.SequenceStartEvent;
import io.henge.shaded.snakeyaml.engine.v2.exceptions.Mark;
import io.henge.shaded.snakeyaml.engine.v2.exceptions.YamlEngineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one document of YAML, or of JSON, which is YAML too, into a tree with lines. Merge keys ({@code <<}) are merged and
 * aliases followed; what an alias names is shared in the tree, so that whoever walks it must have a bound.
 */
final class YamlReader {
    /** No object of Kubernetes is nearly as deep. */
    private static final int DEPTH_MAX = 100;

    private static final String MERGE = "<<";

    /** The tags that change nothing here: the kind of a value is decided where it is used. */
    private static final Set<String> TAGS = Set.of("str", "int", "float", "bool", "null", "map", "seq");

    private static final String TAG_START = "tag:yaml.org,2002:";

    private final String text;
    private final Iterator<Event> events;
    private final Map<String, Written> anchors = new HashMap<>();

    /** Anchors of what is being read. */
    private final Set<String> open = new HashSet<>();

    private YamlReader(String text) {
        this.text = text;
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** @throws DocumentException if it is not exactly one document of YAML */
    static Written read(String text) throws DocumentException {
        if (text.isBlank()) {
            throw new DocumentException(0, "is empty.");
        }
        int control = YamlFaults.controlCharacter(text);
        if (control >= 0) {
            throw new DocumentException(
                    YamlFaults.lineAt(text, control), "a control character, which YAML does not take. Take it out.");
        }
        try {
            return new YamlReader(text).document();
        } catch (YamlEngineException e) {
            throw new DocumentException(List.of(YamlFaults.of(e, text)));
        }
    }

    private Written document() throws DocumentException {
        @Nullable Written found = null;
        while (events.hasNext()) {
            if (!(events.next() instanceof DocumentStartEvent)) {
                continue;
            }
            anchors.clear();
            Written next = value(events.next(), "", 0);
            boolean empty = next instanceof Text scalar && scalar.isNothing();
            if (!empty && found != null) {
                throw new DocumentException(
                        next.line(),
                        "a second document begins there, after a line `---`. Put each document into a file of its own.");
            }
            found = empty ? found : next;
        }
        if (found == null) {
            throw new DocumentException(0, "is empty.");
        }
        return found;
    }

    private Written value(Event event, String path, int depth) throws DocumentException {
        int line = lineOf(event);
        if (depth > DEPTH_MAX) {
            throw new DocumentException(
                    line, "more than " + DEPTH_MAX + " levels of lists and objects. Is it the right file?");
        }
        if (event instanceof AliasEvent alias) {
            return named(alias.getAlias().getValue(), line);
        }
        NodeEvent node = (NodeEvent) event;
        @Nullable String anchor = node.getAnchor().map(name -> name.getValue()).orElse(null);
        if (anchor != null) {
            open.add(anchor);
        }
        Written value = event instanceof ScalarEvent scalar ? scalar(scalar) : collection(event, path, depth);
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, value);
        }
        return value;
    }

    private Written named(String anchor, int line) throws DocumentException {
        @Nullable Written value = anchors.get(anchor);
        if (open.contains(anchor)) {
            throw new DocumentException(line, "`*" + anchor + "` stands inside of what it names. Take it out.");
        }
        if (value == null) {
            throw new DocumentException(
                    line,
                    "`*" + anchor + "` names nothing above it. Put `&" + anchor
                            + "` before what it means; if the asterisk is part of a text, put that in quotes.");
        }
        return value;
    }

    private static Text scalar(ScalarEvent event) throws DocumentException {
        int line = lineOf(event);
        @Nullable String tag = event.getTag().orElse(null);
        if (tag == null || tag.equals("!")) {
            return new Text(event.getValue(), tag == null && event.isPlain(), line);
        }
        checkTag(tag, line);
        return new Text(event.getValue(), !tag.equals(TAG_START + "str"), line);
    }

    private static void checkTag(String tag, int line) throws DocumentException {
        if (!tag.startsWith(TAG_START) || !TAGS.contains(tag.substring(TAG_START.length()))) {
            String shown = tag.startsWith(TAG_START) ? "!!" + tag.substring(TAG_START.length()) : tag;
            throw new DocumentException(
                    line,
                    "the tag `" + shown
                            + "` means nothing here. Take it out; if the exclamation mark is part of a text, put"
                            + " that in quotes.");
        }
    }

    private Written collection(Event start, String path, int depth) throws DocumentException {
        @Nullable String tag = ((CollectionStartEvent) start).getTag().orElse(null);
        if (tag != null) {
            checkTag(tag, lineOf(start));
        }
        return start instanceof SequenceStartEvent ? elements(start, path, depth) : fields(start, path, depth);
    }

    private Written elements(Event start, String path, int depth) throws DocumentException {
        List<Written> all = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            all.add(value(next, path + "[" + all.size() + "]", depth + 1));
            next = events.next();
        }
        return new Elements(all, lineOf(start));
    }

    private Written fields(Event start, String path, int depth) throws DocumentException {
        Map<String, Field> all = new LinkedHashMap<>();
        List<Fields> merged = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            Text name = name(next, depth);
            Event begin = events.next();
            String place = Paths.child(path, name.text());
            Written value = value(begin, place, depth + 1);
            if (name.plain() && name.text().equals(MERGE)) {
                addMerged(merged, value, begin);
            } else if (all.containsKey(name.text())) {
                throw new DocumentException(
                        name.line(),
                        place + " is there twice, the first time in line "
                                + all.get(name.text()).line() + ". Leave one of them out.");
            } else {
                all.put(name.text(), new Field(value, name.line()));
            }
            next = events.next();
        }
        // What stands there itself wins, then what was merged first (YAML, merge key).
        merged.forEach(fields -> fields.all().forEach(all::putIfAbsent));
        return new Fields(all, lineOf(start));
    }

    private Text name(Event event, int depth) throws DocumentException {
        Written name = value(event, "", depth + 1);
        if (name instanceof Text given && !(given.plain() && given.text().isEmpty())) {
            return given;
        }
        if (YamlFaults.isUnrendered(text, name.line())) {
            throw new DocumentException(name.line(), YamlFaults.UNRENDERED);
        }
        throw new DocumentException(
                name.line(), "a field without a name. Write `name: value`; put texts with brackets in quotes.");
    }

    private static void addMerged(List<Fields> merged, Written value, Event at) throws DocumentException {
        List<Written> sources = value instanceof Elements elements ? elements.all() : List.of(value);
        for (Written source : sources) {
            if (!(source instanceof Fields fields)) {
                throw new DocumentException(
                        lineOf(at),
                        "`<<` merges " + source.kind()
                                + ". Give it an alias of an object with fields, such as `<<: *base`,"
                                + " or a list of such.");
            }
            merged.add(fields);
        }
    }

    private static int lineOf(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
