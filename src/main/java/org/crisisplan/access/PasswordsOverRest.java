package org.crisisplan.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.crisisplan.access.LoginJournal.Way;
import org.crisisplan.web.ClientAddress;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The engine's interface answers, to whoever is logged in, whether a name and a password belong together, and asks for one's own
 * password before it is changed. Wrong ones are counted for whoever sends them; after too many, the question is not taken.
 */
class PasswordsOverRest extends OncePerRequestFilter {

    private static final Pattern ASKS_FOR_A_PASSWORD = Pattern.compile(".*/(identity/verify|user/[^/]+/credentials)/*");
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private final LoginThrottle guesses;
    private final LoginLog logins;

    PasswordsOverRest(LoginThrottle guesses, LoginLog logins) {
        this.guesses = guesses;
        this.logins = logins;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        String name = login == null ? "" : login.getName();
        ClientAddress from = ClientAddress.of(request.getRemoteAddr());
        if (guesses.areUsedUp(from, name)) {
            logins.refused(
                    name,
                    request.getRemoteAddr(),
                    Way.MACHINE,
                    "too many wrong passwords sent over the engine's interface");
            TooManyLoginAttempts.notLookedAt(A_WHILE).answer(response);
            return;
        }
        chain.doFilter(request, response);
        if (WrongPassword.wasGiven(request)) {
            logins.refused(
                    name, request.getRemoteAddr(), Way.MACHINE, "a wrong password sent over the engine's interface");
            count(from, name);
        }
    }

    private void count(ClientAddress from, String name) {
        try {
            guesses.wrong(from, name);
        } catch (TooManyLoginAttempts answeredAlready) {
            logger.debug("The next one is not taken", answeredAlready);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return !ASKS_FOR_A_PASSWORD.matcher(path).matches();
    }
}
