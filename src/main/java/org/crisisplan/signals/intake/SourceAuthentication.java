package org.crisisplan.signals.intake;

import java.util.Set;
import org.crisisplan.signals.source.SourceSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A source that proved who it is, for the time of one request. It has no rights but to say what it noticed. */
class SourceAuthentication extends AbstractAuthenticationToken {

    private final transient String source;
    private final transient SourceSettings.Source settings;
    private final transient @Nullable String delivery;

    /** @param delivery what the sender calls this request, if it does */
    SourceAuthentication(String source, SourceSettings.Source settings, @Nullable String delivery) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.source = source;
        this.settings = settings;
        this.delivery = delivery;
        setAuthenticated(true);
    }

    String source() {
        return source;
    }

    String format() {
        return settings.format();
    }

    @Nullable String delivery() {
        return delivery;
    }

    @Override
    public Object getCredentials() {
        return Set.of();
    }

    @Override
    public Object getPrincipal() {
        return source;
    }
}
