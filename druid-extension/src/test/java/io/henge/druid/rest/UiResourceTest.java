package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.druid.rest.ServedResources.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UiResourceTest {
    private static final String UI = "/druid/indexer/v1/k8s/ui";
    private static final int COMPRESSED_MAX = 120_000;

    private final PageFiles files = PageFiles.read();
    private final ServedResources served = new ServedResources(true, new UiResource(files));

    @AfterEach
    void stop() {
        served.close();
    }

    private String script() {
        return files.all().keySet().stream()
                .filter(name -> name.matches("assets/.+\\.js"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePageComesWithWhatItMayDo() {
        Answer page = served.ask("GET", UI + "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.only("Content-Type")).matches("(?i)text/html; ?charset=utf-8");
        assertThat(page.only("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(page.only("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.only("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.only("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.only("ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(page.body()).contains("./" + script());
    }

    /** What it says of itself would be refused by what it may do. */
    @Test
    void nothingInThePageIsInlineOrOfAnotherHost() {
        String page = served.ask("GET", UI + "/").body();
        assertThat(page).doesNotContain("<style", "style=", "onclick", "http:", "https:", "=\"/", "data:");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page).contains("<script type=\"module\" crossorigin src=\"./assets/");
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        String tag = served.ask("GET", UI + "/").only("ETag");
        for (String given : new String[] {tag, "W/" + tag, "\"other\", " + tag, tag.replaceAll("\"$", "--gzip\"")}) {
            Answer again = served.ask("GET", UI + "/", "If-None-Match: " + given);
            assertThat(again.status()).as(given).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.only("Cache-Control")).isEqualTo("no-cache");
        }
        assertThat(served.ask("GET", UI + "/", "If-None-Match: \"other\"").status())
                .isEqualTo(200);
    }

    @Test
    void aFileWhoseNameHasItsHashIsKeptForEver() {
        Answer file = served.ask("GET", UI + "/" + script());
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.only("Content-Type")).matches("(?i)text/javascript; ?charset=utf-8");
        assertThat(file.only("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        assertThat(served.ask("GET", UI + "/icon.svg").only("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(served.ask("GET", UI + "/icon.svg").only("Cache-Control")).isEqualTo("no-cache");
    }

    /** By a relative address: below the Router or a proxy the page has another one. */
    @Test
    void withoutItsSlashItIsElsewhere() {
        Answer moved = served.ask("GET", UI);
        assertThat(moved.status()).isEqualTo(307);
        assertThat(moved.only("Location")).isEqualTo("ui/");
    }

    @Test
    void headIsAnsweredWithoutAPage() {
        Answer head = served.ask("HEAD", UI + "/");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.only("ETag")).isNotEmpty();
        assertThat(head.body()).isEmpty();
        assertThat(served.ask("HEAD", UI + "/none.js").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void nothingElseIsAnswered(String method) {
        assertThat(served.ask(method, UI + "/", "Content-Length: 0").status()).isEqualTo(405);
        assertThat(served.ask(method, UI + "/" + script(), "Content-Length: 0").status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.js",
                "files",
                "assets",
                "assets/",
                "assets/../files",
                "../clusters",
                "../../../../../etc/passwd",
                "..%2f..%2fetc%2fpasswd",
                "%2e%2e/files",
                "%2e%2e%2ffiles",
                "%252e%252e/files",
                "..%5c..%5cfiles",
                "..\\files",
                "assets%2f",
                "index.html%00",
                "index.html%00.js",
                "%00",
                "index.html/",
                "/index.html",
                "INDEX.HTML",
                "index.html;a=b/..",
                "io/henge/druid/HengeModule.class",
                "META-INF/MANIFEST.MF",
                "%c0%ae%c0%ae/files",
            })
    void whatThePageHasNotIsNotThere(String path) {
        Answer answer = served.ask("GET", UI + "/" + path);
        assertThat(answer.status()).as(answer.body()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("index.html", "assets/", "root:");
    }

    @Test
    void whoMayNotReadStatesMayNotReadThePage() {
        try (ServedResources other = new ServedResources(false, new UiResource(files))) {
            assertThat(other.ask("GET", UI + "/").status()).isEqualTo(403);
            assertThat(other.ask("GET", UI + "/" + script()).status()).isEqualTo(403);
        }
    }

    @Test
    void itIsSmall() throws IOException {
        int total = 0;
        for (PageFiles.PageFile file : files.all().values()) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(compressed)) {
                out.write(file.content());
            }
            total += compressed.size();
        }
        assertThat(files.all()).hasSizeGreaterThan(3);
        assertThat(total).isBetween(1_000, COMPRESSED_MAX);
    }

    @Test
    void aJarWithoutThePageSaysHowItIsBuilt() throws IOException {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null);
                ServedResources other = new ServedResources(true, new UiResource(PageFiles.read(empty)))) {
            Answer answer = other.ask("GET", UI + "/");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("built without the page", "./henge build");
            assertThat(answer.only("Content-Security-Policy")).startsWith("default-src 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.js", "page.exe"})
    void aListThatIsNotTrueIsToldAtOnce(String listed, @TempDir Path directory) throws IOException {
        Path place = Files.createDirectories(directory.resolve("io/henge/druid/page"));
        Files.writeString(place.resolve("files"), listed + "\n", StandardCharsets.UTF_8);
        Files.writeString(place.resolve("page.exe"), "x", StandardCharsets.UTF_8);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            assertThatThrownBy(() -> PageFiles.read(loader)).hasMessageContaining("[" + listed + "]");
        }
    }
}
