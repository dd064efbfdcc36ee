package io.henge.demo.command;

import io.henge.demo.world.World;

/** Where the page of a world is. */
final class PageAddress {
    private PageAddress() {}

    /** On its first Overlord, which sends browsers to the one that leads. */
    static String of(World world) {
        return world.environment().overlords().get(0).url() + "/druid/indexer/v1/k8s/ui/";
    }
}
