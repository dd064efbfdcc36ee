package io.henge.users;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.inject.Binder;
import java.util.List;
import org.apache.druid.initialization.DruidModule;

/** What the type {@value #TYPE} of an authenticator, an authorizer and an escalator means. */
public final class TestUsersModule implements DruidModule {
    /** Also the name of the authorizer that must be configured. */
    static final String TYPE = "testUsers";

    @Override
    public void configure(Binder binder) {
        // All is said by the types below.
    }

    @Override
    public List<? extends Module> getJacksonModules() {
        return List.of(new SimpleModule("henge-test-users")
                .registerSubtypes(CookieAuthenticator.class, UserAuthorizer.class, CookieEscalator.class));
    }
}
