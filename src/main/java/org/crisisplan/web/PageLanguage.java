package org.crisisplan.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The language a visitor reads: the one asked for by the link on the page, or else the browser's. For pages without a login.
 *
 * @param chosen whether it was asked for, so that the page's links and forms keep it
 */
public record PageLanguage(Locale locale, boolean chosen) {

    public static PageLanguage of(HttpServletRequest request) {
        Locale asked = known(request.getParameter("lang"));
        if (asked != null) {
            return new PageLanguage(asked, true);
        }
        return new PageLanguage(
                Collections.list(request.getLocales()).stream()
                        .map(locale -> known(locale.getLanguage()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(Locale.ENGLISH),
                false);
    }

    private static @Nullable Locale known(@Nullable String language) {
        if ("zh".equals(language)) {
            return Locale.CHINESE;
        }
        return "en".equals(language) ? Locale.ENGLISH : null;
    }

    /** What links to other pages of ours end in. */
    public String kept() {
        return chosen ? "?lang=" + locale.getLanguage() : "";
    }

    public String code() {
        return locale.equals(Locale.CHINESE) ? "zh-CN" : "en";
    }

    public boolean chinese() {
        return locale.equals(Locale.CHINESE);
    }
}
