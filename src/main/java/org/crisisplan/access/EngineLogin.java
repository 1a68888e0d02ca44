package org.crisisplan.access;

import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.crisisplan.web.ClientAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Looks whether name and password are those of one of the engine's users. A refusal changes nothing in the database. */
@Component
class EngineLogin implements AuthenticationProvider {

    private final ProcessEngine engine;
    private final IdentityService identities;
    private final JdbcClient database;
    private final SlowHash hash;
    private final VerifiedCredentialCache verified;
    private final LoginThrottle guesses;
    private final OidcSettings settings;
    private final String nobodysPassword;

    EngineLogin(
            ProcessEngine engine,
            JdbcClient database,
            SlowHash hash,
            VerifiedCredentialCache verified,
            LoginThrottle guesses,
            OidcSettings settings,
            NewPassword newPassword) {
        this.engine = engine;
        this.database = database;
        this.identities = engine.getIdentityService();
        this.hash = hash;
        this.verified = verified;
        this.guesses = guesses;
        this.settings = settings;
        this.nobodysPassword = hash.encrypt(newPassword.get());
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String password = String.valueOf(login.getCredentials());
        Optional<Account> account =
                Account.of(login.getName(), database).filter(known -> isLetIn(known, login.getDetails()));
        if (account.isPresent() && verified.has(account.get(), password)) {
            account.get().keepForRequest();
            return new LoggedIn(account.get(), true);
        }
        boolean right = guesses.check(origin(login), login.getName(), () -> isRight(account, password));
        if (!right || account.isEmpty()) {
            // the same words for an unknown name and a wrong password: they tell a stranger nothing
            throw new BadCredentialsException("Name and password do not belong together");
        }
        Account known = account.get().renewed(password, hash, identities, database);
        verified.add(known, password);
        known.keepForRequest();
        return new LoggedIn(known, false);
    }

    /** Whoever has to log in at the provider has no password here, as it looks from outside. */
    private boolean isLetIn(Account account, Object where) {
        return !(where instanceof LoginPage.Typed) || settings.localLogin().isFor(account);
    }

    /** For a name that nobody has it takes just as long. */
    private boolean isRight(Optional<Account> account, String password) {
        if (account.isEmpty()) {
            hash.check(password, nobodysPassword);
            return false;
        }
        return account.get().hasPassword(password, engine);
    }

    private static ClientAddress origin(Authentication login) {
        return ClientAddress.of(
                login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "");
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
