package org.crisisplan.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine for the time of one request who is asking, so that its authorizations hold and its operation log names the
 * person. All of it is read anew each time: whoever leaves a group loses its rights with the next click, and whoever is removed or
 * gets another password is logged out everywhere.
 */
class EngineAuthenticationFilter extends OncePerRequestFilter {

    private final IdentityService identities;
    private final JdbcClient database;
    private final boolean engineAsksItself;

    private EngineAuthenticationFilter(IdentityService identities, JdbcClient database, boolean engineAsksItself) {
        this.database = database;
        this.identities = identities;
        this.engineAsksItself = engineAsksItself;
    }

    static EngineAuthenticationFilter duringRequest(IdentityService identities, JdbcClient database) {
        return new EngineAuthenticationFilter(identities, database, false);
    }

    /** For the web apps: they tell the engine themselves, in their own filter. */
    static EngineAuthenticationFilter throughWebapp(IdentityService identities, JdbcClient database) {
        return new EngineAuthenticationFilter(identities, database, true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null || login instanceof AnonymousAuthenticationToken) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Account> account = account(login);
        if (account.isEmpty()) {
            new SecurityContextLogoutHandler().logout(request, response, login);
            chain.doFilter(request, response);
        } else {
            goOnAs(login.getName(), account.get().groups(), request, response, chain);
        }
    }

    /** None if the person is gone or locked, or has another password since: then every login of theirs is over. */
    private Optional<Account> account(Authentication login) {
        return Account.ofRequest(login.getName())
                .or(() -> Account.of(login.getName(), database))
                .filter(account -> !(login instanceof LoggedIn known) || known.holdsFor(account));
    }

    private void goOnAs(
            String user,
            List<String> groups,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                user, null, AuthorityUtils.createAuthorityList(groups))));
        if (engineAsksItself) {
            chain.doFilter(request, response);
            return;
        }
        identities.setAuthentication(user, groups);
        try {
            chain.doFilter(request, response);
        } finally {
            identities.clearAuthentication();
        }
    }
}
