package org.crisisplan.access;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.crisisplan.access.OidcSettings.LocalLogin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where people log in, once for everything: with a password of ours, at the organisation's OpenID provider, or either way. */
@Controller
class LoginPage {

    private final List<OidcLogin.Offered> providers;
    private final LocalLogin passwords;

    LoginPage(ObjectProvider<OidcLogin> provider, OidcSettings settings) {
        OidcLogin login = provider.getIfAvailable();
        this.providers = login == null ? List.of() : login.offered();
        this.passwords = settings.localLogin();
        if (login == null && passwords != LocalLogin.EVERYBODY) {
            throw new RefusedToStart(
                    "crisis-plan.access.oidc.local-login lets only %s log in with a password, and there is no OpenID provider."
                            .formatted(passwords.name().toLowerCase(Locale.ROOT)),
                    "Name the provider in spring.security.oauth2.client.registration, or leave local-login out.");
        }
    }

    @GetMapping("/login")
    String show(@Nullable Principal person, @RequestParam(required = false) @Nullable String refused, Model page) {
        page.addAttribute("providers", providers);
        page.addAttribute("passwords", passwords.name());
        page.addAttribute(
                "refused",
                refused == null ? null : OidcRefusal.Reason.of(refused).word());
        return person == null ? "access/login" : "redirect:/";
    }

    /** Where a name and a password were typed: at this page, and not sent by a machine. */
    static class Typed extends WebAuthenticationDetails {

        Typed(HttpServletRequest request) {
            super(request);
        }
    }
}
