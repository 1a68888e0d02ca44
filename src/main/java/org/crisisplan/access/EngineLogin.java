package org.crisisplan.access;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Asks the engine whether name and password belong together; the engine also slows down whoever guesses. */
@Component
class EngineLogin implements AuthenticationProvider {

    private final IdentityService identities;

    EngineLogin(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String name = login.getName();
        String password = String.valueOf(login.getCredentials());
        User user = identities.checkPassword(name, password)
                ? identities.createUserQuery().userId(name).singleResult()
                : null;
        if (user == null) {
            // the same words for an unknown name, a wrong password and too many attempts: they tell a stranger nothing
            throw new BadCredentialsException("Name and password do not belong together, or too many attempts");
        }
        return UsernamePasswordAuthenticationToken.authenticated(user.getId(), null, List.of());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
