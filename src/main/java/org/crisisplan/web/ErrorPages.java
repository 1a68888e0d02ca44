package org.crisisplan.web;

import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which page says that something did not work. */
@Configuration
class ErrorPages {

    /** There is one for everything: looking through the whole class path for one of each status would cost more than the answer. */
    @Bean
    ErrorViewResolver oneErrorPage() {
        return (request, status, model) -> null;
    }
}
