package org.crisisplan.access;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** Whoever the provider has named does not get in here; the login page says why. */
class OidcRefusal extends OAuth2AuthenticationException {

    private final Reason reason;

    OidcRefusal(Reason reason, String forTheLog) {
        super(new OAuth2Error(reason.word()), forTheLog);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why somebody is not let in; each has its sentence on the login page. */
    enum Reason {
        /** None of the person's groups is one of ours. */
        GROUP,
        /** The second factor that is asked for is missing. */
        FACTOR,
        /** The name belongs to somebody else here, or cannot be one. */
        ACCOUNT,
        /** The account is locked here. */
        LOCKED,
        /** The provider does not answer, said no, or said something that cannot be trusted. */
        PROVIDER;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Reason of(@Nullable String word) {
            return Stream.of(values())
                    .filter(reason -> reason.word().equals(word))
                    .findFirst()
                    .orElse(PROVIDER);
        }
    }
}
