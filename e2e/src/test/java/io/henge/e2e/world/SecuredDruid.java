package io.henge.e2e.world;

import io.henge.demo.druid.DruidKind;
import io.henge.demo.world.Installation;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A Druid each of whose processes knows who asks, by a cookie, and refuses who may not. */
final class SecuredDruid {
    /** The cookie of {@code test-users}. */
    static final String COOKIE = "henge-test-user";

    /** May do everything. */
    static final String OPERATOR = "operator";

    /** May look at everything. */
    static final String READER = "reader";

    /** Is known, and may see nothing. */
    static final String STRANGER = "stranger";

    private static final String TYPE = "testUsers";
    private static final String LOAD_LIST = "druid.extensions.loadList";

    private SecuredDruid() {}

    /** What a request is sent with that somebody makes. */
    static Map<String, String> as(String user) {
        return Map.of("Cookie", COOKIE + "=" + user);
    }

    /** A world of clusters east and west with two Overlords and query services. */
    static WorldSpec world(Path directory, Map<String, String> more) {
        Path extension = Installation.find().root().resolve("test-users/target/extension");
        Map<String, String> settings = new TreeMap<>(security());
        settings.put(LOAD_LIST, "[\"" + extension + "\"]");
        Map<String, String> overlord = new TreeMap<>(more);
        overlord.put(LOAD_LIST, "[\"henge\",\"" + extension + "\"]");
        for (int cluster = 0; cluster < 2; cluster++) {
            overlord.put("druid.indexer.runner.clusters[" + cluster + "].podPatch", PeonVariables.patch(settings));
        }
        return WorldSpec.standard(directory)
                .withDruid(DruidKind.standard().withSettings(settings))
                .withOverlordProperties(overlord);
    }

    private static Map<String, String> security() {
        return Map.of(
                "druid.auth.authenticatorChain",
                "[\"" + TYPE + "\"]",
                "druid.auth.authenticator." + TYPE + ".type",
                TYPE,
                "druid.auth.authorizers",
                "[\"" + TYPE + "\"]",
                "druid.auth.authorizer." + TYPE + ".type",
                TYPE,
                "druid.escalator.type",
                TYPE);
    }
}
