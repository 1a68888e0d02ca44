package org.crisisplan.access;

import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Pages speak English or Chinese, whichever of the two the browser asks for first. */
@Configuration
class Languages {

    @Bean
    LocaleResolver localeResolver() {
        var browser = new AcceptHeaderLocaleResolver();
        browser.setSupportedLocales(List.of(Locale.ENGLISH, Locale.CHINESE));
        browser.setDefaultLocale(Locale.ENGLISH);
        return browser;
    }
}
