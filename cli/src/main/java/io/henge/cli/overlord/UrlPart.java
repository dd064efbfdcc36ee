package io.henge.cli.overlord;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Any text as a part of a URL's path or query. */
public final class UrlPart {
    private UrlPart() {}

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
