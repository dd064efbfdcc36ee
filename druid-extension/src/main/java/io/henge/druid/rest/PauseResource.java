package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import java.io.InputStream;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;

/** An operator's word on placement as a whole. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s")
public final class PauseResource {
    private final TaskMaster taskMaster;

    @Inject
    public PauseResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @POST
    @Path("/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Places no attempt on any cluster until placement is resumed; what runs goes on.",
            answer = PausedView.class,
            body = Word.class,
            refusals = {400, 409, 413})
    public Response pause(InputStream body, @Context UriInfo asked, @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, pausing(true));
    }

    @POST
    @Path("/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Places attempts again.",
            answer = PausedView.class,
            body = Word.class,
            refusals = {400, 409, 413})
    public Response resume(InputStream body, @Context UriInfo asked, @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, pausing(false));
    }

    private static Word.Saying pausing(boolean on) {
        return (fleet, said, who, reason) -> {
            Word.refuse(said.to(), "to");
            Word.refuse(said.ifVersion(), "ifVersion");
            Word.refuse(said.deadline(), "deadline");
            return fleet.pause(on, who, reason, said.dryRun());
        };
    }
}
