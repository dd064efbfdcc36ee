package io.henge.users;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Authorizer;
import org.apache.druid.server.security.Resource;

/** Lets each {@link TestUser} do what that one may, whatever it is done to. */
@JsonTypeName(TestUsersModule.TYPE)
public final class UserAuthorizer implements Authorizer {
    @Override
    public Access authorize(AuthenticationResult who, Resource resource, Action action) {
        boolean allowed =
                TestUser.of(who.getIdentity()).filter(user -> user.may(action)).isPresent();
        return allowed ? Access.OK : Access.DENIED;
    }
}
