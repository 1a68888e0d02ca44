package org.crisisplan.access;

import org.crisisplan.access.LoginJournal.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureProviderNotFoundEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Says in the log and in the journal who logged in from where, and who tried to. A machine that sends its password each time is named now and then. */
@Component
class LoginLog {

    private static final Logger LOG = LoggerFactory.getLogger(LoginLog.class);
    private static final int LONGEST_NAME = 100;

    private final LoginJournal journal;

    LoginLog(LoginJournal journal) {
        this.journal = journal;
    }

    @EventListener
    void on(AuthenticationSuccessEvent event) {
        if (event.getAuthentication() instanceof LoggedIn login && !login.isRemembered()) {
            in(login);
        }
    }

    @EventListener
    void on(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication() instanceof LoggedIn login && login.isRemembered()) {
            in(login);
        } else if (event.getAuthentication() instanceof OAuth2AuthenticationToken login) {
            in(login);
        }
    }

    @EventListener
    void on(AbstractAuthenticationFailureEvent event) {
        if (event instanceof AuthenticationFailureProviderNotFoundEvent) {
            // what a login at the OpenID provider was refused for, its own handler says
            return;
        }
        refused(
                event.getAuthentication().getName(),
                address(event.getAuthentication()),
                way(event.getAuthentication()),
                String.valueOf(event.getException().getMessage()));
    }

    void refused(String name, String address, Way way, String why) {
        LOG.warn("Login refused: '{}' from {}: {}", shown(name), address, why);
        journal.refused(shown(name), address, way, why);
    }

    private void in(Authentication login) {
        LOG.info("Login: '{}' from {}", shown(login.getName()), address(login));
        journal.in(login.getName(), address(login), way(login));
    }

    private static Way way(Authentication login) {
        if (login instanceof OAuth2AuthenticationToken) {
            return Way.PROVIDER;
        }
        return login.getDetails() instanceof LoginPage.Typed ? Way.PAGE : Way.MACHINE;
    }

    private static String address(Authentication login) {
        return login.getDetails() instanceof WebAuthenticationDetails web
                ? web.getRemoteAddress()
                : "an unknown address";
    }

    /** Names of strangers are as long as they like. Line breaks and the like are taken out of every line of the log. */
    private static String shown(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
