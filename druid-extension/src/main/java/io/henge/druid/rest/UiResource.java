package io.henge.druid.rest;

import com.google.common.net.HttpHeaders;
import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.apache.druid.server.http.security.StateResourceFilter;

/**
 * The page, for people's browsers. Standby Overlords redirect to the leader, as for everything here, so that what the page
 * asks for comes from where the page does.
 *
 * <p>Headers are set on the servlet's response: Druid has set some of them already, and what Jersey is given it adds.
 */
@Path("/druid/indexer/v1/k8s/ui")
public final class UiResource {
    private static final Map<String, String> ALWAYS = Map.of(
            HttpHeaders.CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            HttpHeaders.X_CONTENT_TYPE_OPTIONS,
            "nosniff",
            HttpHeaders.REFERRER_POLICY,
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private static final String FOR_EVER = "private, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private final PageFiles files;

    @Inject
    public UiResource() {
        this(PageFiles.read());
    }

    UiResource(PageFiles files) {
        this.files = files;
    }

    @GET
    @ResourceFilters(StateResourceFilter.class)
    @Described(
            value = "The page, for people's browsers; without the slash at the end, a redirect to it.",
            refusals = 404)
    public Response index(@Context HttpServletRequest request, @Context HttpServletResponse response) {
        if (!request.getRequestURI().endsWith("/")) {
            // Relative, since below the Router or a proxy the page has another address. Jersey would make it whole.
            response.setHeader(HttpHeaders.LOCATION, "ui/");
            return answer(response, ASK_AGAIN, Response.status(Response.Status.TEMPORARY_REDIRECT));
        }
        return files.index()
                .map(found -> send(found, request, response))
                .orElseGet(() -> refuse(
                        response,
                        "This extension was built without the page. Build it by ./henge build, which needs Node.js 20.19"
                                + " or newer"));
    }

    @GET
    @Path("/{file: .+}")
    @ResourceFilters(StateResourceFilter.class)
    @Described(value = "A file of the page.", refusals = 404)
    public Response file(
            @PathParam("file") @Described("Its name, as the page has it.") String name,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        return files.find(name)
                .map(found -> send(found, request, response))
                .orElseGet(() -> refuse(response, "The page has no such file"));
    }

    private static Response send(PageFiles.PageFile file, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, Tags.quoted(file.tag()));
        String caching = file.isHashed() ? FOR_EVER : ASK_AGAIN;
        return Tags.has(request.getHeader(HttpHeaders.IF_NONE_MATCH), file.tag())
                ? answer(response, caching, Response.notModified())
                : answer(response, caching, Response.ok(file.content()).type(file.type()));
    }

    private static Response refuse(HttpServletResponse response, String message) {
        return answer(response, "no-store", Response.fromResponse(Answers.notFound(message)));
    }

    private static Response answer(HttpServletResponse response, String caching, Response.ResponseBuilder answer) {
        ALWAYS.forEach(response::setHeader);
        response.setHeader(HttpHeaders.CACHE_CONTROL, caching);
        return answer.build();
    }
}
