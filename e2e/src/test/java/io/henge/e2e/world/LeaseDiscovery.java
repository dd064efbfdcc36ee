package io.henge.e2e.world;

import io.henge.demo.world.Installation;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a Druid whose leader election and discovery are files of one directory, in Overlords and peons alike.
 *
 * @param directory what all processes share
 */
record LeaseDiscovery(Path directory) {
    private static final String LOAD_LIST = "druid.extensions.loadList";

    /** A world of clusters east and west with two Overlords, none of whose processes asks ZooKeeper. */
    WorldSpec added(Path world) {
        String extension = Installation.find()
                .root()
                .resolve("lease-discovery/target/extension")
                .toString();
        Map<String, String> overlord = new TreeMap<>(common());
        overlord.put(LOAD_LIST, "[\"henge\",\"" + extension + "\"]");
        Map<String, String> peon = new TreeMap<>(common());
        peon.put(LOAD_LIST, "[\"" + extension + "\"]");
        for (int cluster = 0; cluster < 2; cluster++) {
            overlord.put("druid.indexer.runner.clusters[" + cluster + "].podPatch", PeonVariables.patch(peon));
        }
        return WorldSpec.standard(world).withQuery(false).withOverlordProperties(overlord);
    }

    private Map<String, String> common() {
        return Map.of(
                "druid.zk.service.enabled", "false",
                "druid.discovery.type", "lease",
                "druid.discovery.lease.directory", directory.toString(),
                "druid.serverview.type", "http");
    }
}
