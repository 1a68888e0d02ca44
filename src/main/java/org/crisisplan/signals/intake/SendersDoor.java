package org.crisisplan.signals.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the check of senders to the front door, which is the only one to use it. */
@Configuration
class SendersDoor {

    @Bean
    FilterRegistrationBean<SenderCheck> sendersOfSignals(Senders senders, SourceLimits limits, ObjectMapper json) {
        var check = new FilterRegistrationBean<>(new SenderCheck(senders, limits, json));
        // it stands in the front door's chain, not before every request
        check.setEnabled(false);
        return check;
    }
}
