package org.crisisplan.access;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Somebody who gave the right password, together with what was kept of it then: once that is another one, the login is over. */
class LoggedIn extends AbstractAuthenticationToken {

    private final String name;
    private final String mark;
    private final boolean remembered;

    /** @param remembered whether the same password was checked a short while ago */
    LoggedIn(Account account, boolean remembered) {
        super(List.of());
        this.name = account.name();
        this.mark = account.mark();
        this.remembered = remembered;
        setAuthenticated(true);
    }

    boolean holdsFor(Account account) {
        return mark.equals(account.mark());
    }

    boolean isRemembered() {
        return remembered;
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof LoggedIn login && mark.equals(login.mark);
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + mark.hashCode();
    }
}
