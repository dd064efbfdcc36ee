package io.henge.druid.rest;

import io.henge.druid.runner.Fleet;
import io.henge.druid.runner.RunsOnClusters;
import java.net.HttpURLConnection;
import java.util.function.Function;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.error.DruidException;
import org.apache.druid.error.ErrorResponse;
import org.apache.druid.error.InvalidInput;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.TaskRunner;
import org.jspecify.annotations.Nullable;

/** Answers from the runner by which this Overlord leads; refusals in the shape that Druid's own API gives them. */
final class Answers {
    static final String NO_LEADER = "This Overlord does not lead";

    private Answers() {}

    static Response fromFleet(TaskMaster taskMaster, Function<Fleet, Response> work) {
        @Nullable TaskRunner present = taskMaster.getTaskRunner().orNull();
        if (present instanceof RunsOnClusters runner) {
            return work.apply(runner.fleet());
        }
        return present == null
                ? unavailable(NO_LEADER)
                : refusal(of(DruidException.Category.UNSUPPORTED, "The task runner of this Overlord is not Henge's"));
    }

    /** It can never be done as it was asked for. */
    static Response invalid(String message) {
        return refusal(InvalidInput.exception("%s", message));
    }

    static Response notFound(String message) {
        return refusal(of(DruidException.Category.NOT_FOUND, message));
    }

    /** Whoever asks may not, in that way. */
    static Response forbidden(String message) {
        return refusal(of(DruidException.Category.FORBIDDEN, message));
    }

    /** It cannot be done as things are. */
    static Response conflict(String message) {
        return withoutCategory(Response.Status.CONFLICT.getStatusCode(), message);
    }

    /** It is over, and comes never again. */
    static Response gone(String message) {
        return withoutCategory(HttpURLConnection.HTTP_GONE, message);
    }

    /** More was sent than is read. */
    static Response tooLarge(String message) {
        return withoutCategory(HttpURLConnection.HTTP_ENTITY_TOO_LARGE, message);
    }

    /** Of a status for which Druid has no category. */
    private static Response withoutCategory(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new ErrorResponse(of(DruidException.Category.INVALID_INPUT, message)))
                .build();
    }

    static Response unavailable(String message) {
        return refusal(of(DruidException.Category.SERVICE_UNAVAILABLE, message));
    }

    private static DruidException of(DruidException.Category category, String message) {
        return DruidException.forPersona(DruidException.Persona.OPERATOR)
                .ofCategory(category)
                .build("%s", message);
    }

    /** What Druid's own code refuses, in its shape; JSON also where a path answers nothing when all is well. */
    static Response refusal(DruidException e) {
        return Response.status(e.getStatusCode())
                .type(MediaType.APPLICATION_JSON)
                .entity(new ErrorResponse(e))
                .build();
    }
}
