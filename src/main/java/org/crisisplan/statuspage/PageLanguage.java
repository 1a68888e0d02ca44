package org.crisisplan.statuspage;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The language a visitor reads: the one he asked for by the link on the page, or else his browser's.
 *
 * @param chosen whether he asked for it, so that the page's links keep it
 */
record PageLanguage(Locale locale, boolean chosen) {

    static PageLanguage of(HttpServletRequest request) {
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
