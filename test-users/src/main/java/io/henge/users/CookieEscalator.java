package io.henge.users;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import org.apache.druid.java.util.http.client.CredentialedHttpClient;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Escalator;

/** Lets Druid's processes ask each other as {@link TestUser#DRUID}. */
@JsonTypeName(TestUsersModule.TYPE)
public final class CookieEscalator implements Escalator {
    private static final String CREDENTIALS = CookieAuthenticator.COOKIE + "=" + TestUser.DRUID.identity();

    @Override
    public HttpClient createEscalatedClient(HttpClient baseClient) {
        return new CredentialedHttpClient(request -> request.addHeader("Cookie", CREDENTIALS), baseClient);
    }

    @Override
    public AuthenticationResult createEscalatedAuthenticationResult() {
        return new AuthenticationResult(
                TestUser.DRUID.identity(), TestUsersModule.TYPE, TestUsersModule.TYPE, Map.of());
    }
}
