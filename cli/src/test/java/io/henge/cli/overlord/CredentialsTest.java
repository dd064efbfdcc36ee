package io.henge.cli.overlord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.cli.exit.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    @Test
    void aUserAndAPasswordAreBasic() {
        assertThat(Credentials.of(Map.of("HENGE_USER", "ännä", "HENGE_PASSWORD", "a:b")))
                .contains("Basic w6RubsOkOmE6Yg==");
    }

    @Test
    void aTokenIsABearers() {
        assertThat(Credentials.of(Map.of("HENGE_TOKEN", "abc"))).contains("Bearer abc");
    }

    @Test
    void nothingIsSentWhereNothingIsSet() {
        assertThat(Credentials.of(Map.of("PATH", "/bin"))).isEmpty();
    }

    @Test
    void halfAPairAndBothKindsAreRefused() {
        assertThatThrownBy(() -> Credentials.of(Map.of("HENGE_USER", "anna")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("HENGE_PASSWORD");
        assertThatThrownBy(() -> Credentials.of(Map.of("HENGE_PASSWORD", "x"))).isInstanceOf(Refused.class);
        assertThatThrownBy(
                        () -> Credentials.of(Map.of("HENGE_USER", "anna", "HENGE_PASSWORD", "x", "HENGE_TOKEN", "abc")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("HENGE_TOKEN");
    }
}
