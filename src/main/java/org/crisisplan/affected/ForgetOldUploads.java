package org.crisisplan.affected;

import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Files that were brought and never kept as a list go within the hour. Several nodes may do so at once. */
@Configuration(proxyBeanMethods = false)
class ForgetOldUploads {

    private static final Duration EVERY = Duration.ofHours(1);

    @Bean
    PeriodicTask removalOfForgottenUploads(UploadedLists uploads) {
        return new PeriodicTask("old-uploads", EVERY, uploads::forgetOld);
    }
}
