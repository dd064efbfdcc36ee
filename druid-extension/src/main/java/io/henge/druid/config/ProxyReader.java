package io.henge.druid.config;

import com.google.common.base.Splitter;
import io.henge.kubernetes.access.ProxySettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the way to one cluster's API server. */
final class ProxyReader {
    private ProxyReader() {}

    static ProxySettings read(Section section) {
        boolean ignoresEnvironment = section.flag("disableClientProxy");
        if (section.common() == null) {
            return new ProxySettings(ignoresEnvironment, null, null, List.of(), null, null);
        }
        Section own = section.alone();
        return new ProxySettings(
                ignoresEnvironment,
                url(own, "proxy.http"),
                url(own, "proxy.https"),
                hosts(own.text("proxy.noProxy", "")),
                own.text("proxy.user"),
                own.text("proxy.password"));
    }

    private static List<String> hosts(String text) {
        return Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
    }

    private static @Nullable String url(Section own, String key) {
        @Nullable PropertyValue value = own.find(key);
        if (value == null) {
            return null;
        }
        try {
            URI url = new URI(value.text());
            if (url.getHost() != null
                    && url.getPort() > 0
                    && String.valueOf(url.getScheme()).startsWith("http")) {
                return value.text();
            }
        } catch (URISyntaxException e) {
            // The complaint below names the value.
        }
        own.complain(value, key);
        return null;
    }
}
