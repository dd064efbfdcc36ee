package io.henge.druid.rest;

import com.google.common.base.Splitter;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page: those that its build has listed, and no others, whatever else the class path has. Each is found by
 * exactly the name that the list has, so that no path leads out of them. They are small, and held in memory.
 */
final class PageFiles {
    /** Where they are on the class path. */
    private static final String PLACE = "io/henge/druid/page/";

    private static final String LIST = "files";
    private static final String INDEX = "index.html";

    /** Below it names have a hash of what is in the file. */
    private static final String HASHED = "assets/";

    private static final int FILES_MAX = 100;
    private static final int BYTES_MAX = 2 << 20;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> files = new TreeMap<>();

    /** One file as it is sent. */
    static final class PageFile {
        private final byte[] content;
        private final String type;
        private final boolean hashed;
        private final String tag;

        private PageFile(byte[] content, String type, boolean hashed) {
            this.content = content;
            this.type = type;
            this.hashed = hashed;
            this.tag = Tags.of(content);
        }

        byte[] content() {
            return content.clone();
        }

        String type() {
            return type;
        }

        /** Whether what is in it can never be another while it has its name. */
        boolean isHashed() {
            return hashed;
        }

        /** Another for another content. */
        String tag() {
            return tag;
        }
    }

    /**
     * Those of the class path; none where the jar was built without the page.
     *
     * @throws IllegalStateException if one is listed and not there, or is nothing that a page has
     */
    static PageFiles read() {
        return read(PageFiles.class.getClassLoader());
    }

    static PageFiles read(ClassLoader loader) {
        PageFiles found = new PageFiles();
        byte @Nullable [] list = bytes(loader, LIST);
        if (list != null) {
            Splitter.on('\n')
                    .omitEmptyStrings()
                    .split(new String(list, StandardCharsets.UTF_8))
                    .forEach(name -> found.add(loader, name));
        }
        return found;
    }

    private void add(ClassLoader loader, String name) {
        @Nullable String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        byte @Nullable [] content = bytes(loader, name);
        if (type == null || content == null || files.size() >= FILES_MAX) {
            throw new IllegalStateException("The page lists the file [" + name
                    + "], which is not there, is of no kind that a page has, or is one too many");
        }
        files.put(name, new PageFile(content, type, name.startsWith(HASHED)));
    }

    private static byte @Nullable [] bytes(ClassLoader loader, String name) {
        try (InputStream found = loader.getResourceAsStream(PLACE + name)) {
            return found == null ? null : ByteStreams.toByteArray(ByteStreams.limit(found, BYTES_MAX));
        } catch (IOException e) {
            throw new UncheckedIOException("The page's file " + name + " cannot be read", e);
        }
    }

    Optional<PageFile> index() {
        return find(INDEX);
    }

    Optional<PageFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** All of them, by name. */
    Map<String, PageFile> all() {
        return new TreeMap<>(files);
    }
}
