package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.server.DruidNode;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.AuthorizationUtils;
import org.apache.druid.server.security.Authorizer;
import org.apache.druid.server.security.AuthorizerMapper;
import org.apache.druid.server.security.Resource;
import org.apache.druid.server.security.ResourceType;
import org.jspecify.annotations.Nullable;

/** Who asks, and what they may do, for a page that offers only that. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/session")
public final class SessionResource {
    /** What those paths ask for that change something, as Druid's own filter names it. */
    private static final Resource CONFIG = new Resource("CONFIG", ResourceType.CONFIG);

    private final AuthorizerMapper authorizers;
    private final DruidNode self;

    @Inject
    public SessionResource(AuthorizerMapper authorizers, @Self DruidNode self) {
        this.authorizers = authorizers;
        this.self = self;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "Who asks, whether they may change anything, and which Overlord answers.",
            answer = SessionView.class)
    public Response present(@Context UriInfo asked, @Context HttpServletRequest request) {
        return Query.none(asked, query -> {
            AuthenticationResult who = AuthorizationUtils.authenticationResultFromRequest(request);
            return Response.ok(new SessionView(who.getIdentity(), mayChange(who), self.getHostAndPortToUse()))
                    .build();
        });
    }

    private boolean mayChange(AuthenticationResult who) {
        @Nullable Authorizer authorizer = authorizers.getAuthorizer(who.getAuthorizerName());
        return authorizer != null
                && authorizer.authorize(who, CONFIG, Action.WRITE).isAllowed();
    }
}
