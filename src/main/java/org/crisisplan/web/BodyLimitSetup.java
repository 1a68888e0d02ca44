package org.crisisplan.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The limits of what machines and the web apps send. */
@Configuration
class BodyLimitSetup {

    /** After Spring Security (-100), so that nothing is kept of what strangers send; before everything that reads. */
    private static final int BEFORE_ANYBODY_READS = -90;

    @Bean
    BodyLimit ofTheApi(BodyLimitSettings settings) {
        return new BodyLimit("/api", settings.api());
    }

    @Bean
    BodyLimit ofTheEngine(BodyLimitSettings settings) {
        return new BodyLimit("/engine-rest", settings.engine());
    }

    @Bean
    BodyLimit ofTheWebapps(BodyLimitSettings settings) {
        return new BodyLimit("/camunda/api", settings.engine());
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimits(List<BodyLimit> limits, ObjectMapper json) {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter(limits, json));
        filter.setOrder(BEFORE_ANYBODY_READS);
        return filter;
    }
}
