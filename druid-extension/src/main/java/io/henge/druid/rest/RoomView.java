package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.placement.Offer;
import io.henge.core.placement.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cluster has of one thing that pods ask for, as REST shows it. */
public record RoomView(
        @JsonProperty("resource") @JsonPropertyDescription("Kubernetes' name of it, such as `cpu`, `memory` or `pods`.")
        String resource,

        @JsonProperty("total")
        @JsonPropertyDescription("All that there is: CPU in thousandths of a core, all else in its own unit.")
        long total,

        @JsonProperty("ours") @JsonPropertyDescription("What the attempts there ask for.")
        long ours,

        @JsonProperty("others") @JsonPropertyDescription("What pods hold there that are not ours.")
        long others,

        @JsonProperty("by") @JsonPropertyDescription("Who says how much there is, after \"by\".")
        String by) {
    /** All that is known of what it has; nothing where nobody says. */
    static List<RoomView> of(@Nullable Option cluster) {
        if (cluster == null) {
            return List.of();
        }
        Offer offer = cluster.offer();
        return offer.total().amounts().entrySet().stream()
                .map(total -> new RoomView(
                        total.getKey(),
                        total.getValue(),
                        cluster.taken().held().amount(total.getKey()),
                        offer.others().amount(total.getKey()),
                        offer.source().words()))
                .toList();
    }
}
