package io.henge.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Resource;
import org.apache.druid.server.security.ResourceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what. */
class UserAuthorizerTest {
    private static final Resource CONFIG = new Resource("CONFIG", ResourceType.CONFIG);

    private static boolean may(String identity, Action action) {
        AuthenticationResult who = new AuthenticationResult(identity, "a", "b", Map.of());
        return new UserAuthorizer().authorize(who, CONFIG, action).isAllowed();
    }

    @ParameterizedTest
    @CsvSource({"druid,true,true", "operator,true,true", "reader,true,false", "stranger,false,false", "else,false,false"
    })
    void eachMayDoWhatIsSaidAndNobodyElseAnything(String identity, boolean reads, boolean writes) {
        assertThat(may(identity, Action.READ)).isEqualTo(reads);
        assertThat(may(identity, Action.WRITE)).isEqualTo(writes);
    }
}
