package io.henge.druid.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.net.HttpHeaders;
import com.google.inject.Inject;
import io.henge.druid.fence.PathFilter;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.guice.annotations.Json;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page of another site has a browser send with the browser's own credentials, where it would change something.
 * What no browser sends says nothing of where it comes from, and passes as ever.
 *
 * <p>A browser says by {@code Sec-Fetch-Site} whose page has sent it; of a server without TLS it says only the page's
 * {@code Origin}. That is compared with the host that was asked, as far as proxies tell it; where one does not, the page's
 * own header will do, which no other site can send without being asked for leave, which nobody gives.
 */
public final class CrossSiteRequests extends PathFilter {
    /** What the page sends with all that changes something. */
    static final String OWN_HEADER = "X-Henge-Request";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** Of our own page, or of a person's own doing. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final ObjectMapper json;

    @Inject
    public CrossSiteRequests(@Json ObjectMapper json) {
        super("/druid/indexer/v1/k8s/*");
        this.json = json;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> refusal = refusal((HttpServletRequest) request);
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Response answer = Answers.forbidden(refusal.get());
        HttpServletResponse out = (HttpServletResponse) response;
        out.setStatus(answer.getStatus());
        out.setContentType(MediaType.APPLICATION_JSON);
        out.getOutputStream().write(json.writeValueAsBytes(answer.getEntity()));
    }

    /** Why it is not let in; empty if it is. */
    private static Optional<String> refusal(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod())) {
            return Optional.empty();
        }
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN_SITES.contains(site.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : Optional.of(sentence("Sec-Fetch-Site", site));
        }
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || request.getHeader(OWN_HEADER) != null || isAsked(origin, request)
                ? Optional.empty()
                : Optional.of(sentence(HttpHeaders.ORIGIN, origin));
    }

    private static boolean isAsked(String origin, HttpServletRequest request) {
        Optional<String> from = authority(origin);
        return from.isPresent()
                && Stream.of(request.getHeader(HttpHeaders.HOST), request.getHeader(HttpHeaders.X_FORWARDED_HOST))
                        .filter(Objects::nonNull)
                        .flatMap(hosts -> Splitter.on(',').trimResults().splitToStream(hosts))
                        .anyMatch(from.get()::equalsIgnoreCase);
    }

    /** Host and port as the header {@code Host} has them; empty of what is no address, such as {@code null}. */
    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sentence(String header, String value) {
        return "A page of another site asks for this (" + header + ": " + Query.cut(value)
                + "), which is refused. Use Henge's own page or command; behind a proxy, have it send X-Forwarded-Host";
    }
}
