package io.henge.druid.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.HttpHeaders;
import com.google.inject.Inject;
import com.sun.jersey.spi.container.ContainerRequest;
import com.sun.jersey.spi.container.ContainerRequestFilter;
import com.sun.jersey.spi.container.ContainerResponse;
import com.sun.jersey.spi.container.ContainerResponseFilter;
import com.sun.jersey.spi.container.ResourceFilter;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.guice.annotations.Json;
import org.jspecify.annotations.Nullable;

/** Gives an answer a tag of what is in it, and whoever has that already 304 in its place. */
public final class Tagged implements ResourceFilter, ContainerResponseFilter {
    private final ObjectMapper json;

    @Inject
    public Tagged(@Json ObjectMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable ContainerRequestFilter getRequestFilter() {
        return null;
    }

    @Override
    public ContainerResponseFilter getResponseFilter() {
        return this;
    }

    @Override
    public ContainerResponse filter(ContainerRequest request, ContainerResponse response) {
        if (response.getStatus() != Response.Status.OK.getStatusCode() || response.getEntity() == null) {
            return response;
        }
        byte[] content = bytes(response.getEntity());
        String tag = Tags.of(content);
        if (Tags.has(request.getHeaderValue(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setResponse(Response.notModified()
                    .header(HttpHeaders.ETAG, Tags.quoted(tag))
                    .build());
        } else {
            response.setResponse(Response.ok(content, MediaType.APPLICATION_JSON)
                    .header(HttpHeaders.ETAG, Tags.quoted(tag))
                    .build());
        }
        return response;
    }

    private byte[] bytes(Object view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What REST shows can always be written", e);
        }
    }
}
