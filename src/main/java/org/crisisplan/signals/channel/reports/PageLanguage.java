package org.crisisplan.signals.channel.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The language a visitor reads: the one asked for by the link on the page, or else the browser's.
 *
 * @param chosen whether it was asked for, so that the form keeps it
 */
record PageLanguage(Locale locale, boolean chosen) {

    static PageLanguage of(HttpServletRequest request) {
        Locale asked = known(request.getParameter("lang"));
        return asked != null
                ? new PageLanguage(asked, true)
                : new PageLanguage(
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

    /** What addresses of the form end in. */
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
