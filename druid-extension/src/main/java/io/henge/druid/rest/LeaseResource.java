package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.fence.Entry;
import io.henge.core.lease.LeaseWords;
import io.henge.druid.fence.ActionGate;
import io.henge.druid.fence.GatedRunner;
import java.io.InputStream;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;

/** Where peons have their leases renewed. Standby Overlords redirect to the leader. */
@Path(LeaseWords.PATH)
public final class LeaseResource {
    private static final Body SENT = new Body(4_096, "an object with task, attempt and token");

    private final TaskMaster taskMaster;

    @Inject
    public LeaseResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    @Described(
            value =
                    "Renews the lease of a peon, for peons; 410 where it is to stop, since its attempt's right has ended.",
            answer = LeaseView.class,
            body = LeaseClaim.class,
            refusals = {400, 410, 413})
    public Response renew(InputStream body) {
        // Taken when the request comes, since Druid may let go of the runner before the answer.
        Optional<ActionGate> gate = GatedRunner.of(taskMaster).flatMap(GatedRunner::gate);
        return SENT.read(
                body,
                sent -> gate.map(present -> answer(present.renew(LeaseClaim.of(sent))))
                        .orElseGet(() -> Answers.unavailable(Answers.NO_LEADER)));
    }

    private static Response answer(Entry entry) {
        return entry.match(new Entry.Cases<>() {
            @Override
            public Response passed(Entry.Passed passed) {
                return Response.ok(new LeaseView(true)).build();
            }

            @Override
            public Response stale(Entry.Stale stale) {
                return Answers.gone(stale.why());
            }

            @Override
            public Response unsure(Entry.Unsure unsure) {
                return Answers.unavailable(unsure.why());
            }
        });
    }
}
