package io.henge.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.cli.exit.Refused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file {@code env.json} of a world, as {@code docs/env-json.md} describes it. */
record WorldFile(Path directory) {
    private static final String NAME = "env.json";

    /** The URLs of all Overlords. */
    List<URI> overlords() {
        Path file = directory.resolve(NAME);
        try {
            List<URI> urls = new ArrayList<>();
            for (JsonNode overlord :
                    new ObjectMapper().readTree(Files.readString(file)).path("overlords")) {
                urls.add(URI.create(overlord.path("url").asText()));
            }
            return urls;
        } catch (NoSuchFileException e) {
            throw new Refused(List.of("--dir: no world is up in " + directory + " (it has no " + NAME
                    + "). Bring one up in a checkout of Henge: ./henge up --dir " + directory + "."));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Refused(List.of("--dir: " + file + " is not what ./henge up writes. Bring the world up again."));
        } catch (IOException e) {
            throw new Refused(List.of("--dir: " + file + " cannot be read: " + e.getMessage() + "."));
        }
    }
}
