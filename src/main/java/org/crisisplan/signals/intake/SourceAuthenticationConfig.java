package org.crisisplan.signals.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the check of senders to the front door, which is the only one to use it. */
@Configuration
class SourceAuthenticationConfig {

    @Bean
    FilterRegistrationBean<SourceAuthenticationFilter> sendersOfSignals(
            SourceAuthenticationRegistry senders, SourceLimits limits, ObjectMapper json) {
        var check = new FilterRegistrationBean<>(new SourceAuthenticationFilter(senders, limits, json));
        // it stands in the front door's chain, not before every request
        check.setEnabled(false);
        return check;
    }
}
