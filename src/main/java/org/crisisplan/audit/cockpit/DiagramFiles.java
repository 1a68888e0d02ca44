package org.crisisplan.audit.cockpit;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The library that draws diagrams (bpmn-js, whose licence asks for its watermark), under an address that names its version. */
@Configuration
class DiagramFiles implements WebMvcConfigurer {

    private static final String VERSION = "8.0.0";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/camunda/app/cockpit/scripts/history/bpmn-js-" + VERSION + "/*.js")
                .addResourceLocations("classpath:/META-INF/resources/webjars/bpmn-js/" + VERSION + "/dist/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate());
    }
}
